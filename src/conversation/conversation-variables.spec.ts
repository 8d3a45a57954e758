import type { FactoryProvider } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { VirtualClock } from '@vox/testing';
import { Clock } from '@vox/voice-core';

import { AppConfig, parseConfig } from '../config';
import { AgentDirectory } from './agent-directory';
import { BackgroundSweep } from './background-sweep';
import { ConversationCache } from './conversation-cache';
import { ConversationModule } from './conversation.module';

jest.mock('./agent-directory');
jest.mock('./background-sweep');
jest.mock('./conversation-cache');

/** Makes all that the module makes of a clock and the configuration. */
function makeUnder(environment: Record<string, string>): void {
  const providers = Reflect.getMetadata(
    MODULE_METADATA.PROVIDERS,
    ConversationModule,
  ) as readonly Partial<FactoryProvider<unknown>>[];
  const given = new Map<unknown, unknown>([
    [AppConfig, parseConfig(environment)],
    [Clock, new VirtualClock()],
  ]);
  for (const { useFactory, inject = [] } of providers) {
    if (!inject.includes(AppConfig) || !inject.includes(Clock)) continue;
    useFactory?.(...inject.map((token) => given.get(token)));
  }
}

it.each([
  ['CONVERSATION_CACHE_TTL_MINUTES', '3', { ttlMs: 180_000 }],
  ['CONVERSATION_CACHE_MAX_SESSIONS', '7', { maxSessions: 7 }],
  ['MAX_CONTEXT_MESSAGES', '50', { maxMessages: 50 }],
])('the cache is given %s=%s', (variable, value, limits) => {
  makeUnder({});
  expect(jest.mocked(ConversationCache).mock.lastCall?.[1]).not.toMatchObject(limits);
  makeUnder({ [variable]: value });
  expect(jest.mocked(ConversationCache).mock.lastCall?.[1]).toMatchObject(limits);
});

it('the cache is swept every CACHE_CLEANUP_INTERVAL_SECONDS', () => {
  makeUnder({ CACHE_CLEANUP_INTERVAL_SECONDS: '7' });
  expect(jest.mocked(BackgroundSweep).mock.calls.map(([, ms]) => ms)).toContain(7000);
});

it('the agent of sessions that name none is DEFAULT_AGENT_ID', () => {
  const id = '5f0c1a52-6a0e-4c1b-9d0e-2f6a1b3c4d5e';
  makeUnder({ DEFAULT_AGENT_ID: id });
  expect(jest.mocked(AgentDirectory).mock.lastCall).toContain(id);
});
