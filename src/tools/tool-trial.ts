import { randomUUID } from 'node:crypto';

import { text } from '@vox/protocol';
import type { Clock, ToolRun } from '@vox/voice-core';
import { z } from 'zod';

import { isStorable } from './storable-json';
import type { ToolDefinition } from './tool-definition';
import type { ToolsService } from './tools.service';

export const testToolSchema = z
  .strictObject({
    arguments: z
      .record(text(), z.unknown())
      .refine((given) => isStorable(given), 'must be storable, and 32 levels deep at most')
      .default(() => ({}))
      .describe('As a model would give them.'),
  })
  .default(() => ({ arguments: {} }));
export type TestTool = z.output<typeof testToolSchema>;

export const toolTrialSchema = z
  .object({
    ok: z.boolean(),
    status: z.number().int().nullable().describe('Of the HTTP answer; null where there was none.'),
    duration_ms: z.number().int(),
    result: text().describe('What the model would be given.'),
  })
  .meta({ id: 'ToolTrial' });
export type ToolTrialJson = z.output<typeof toolTrialSchema>;

/** Calls a tool once, in nobody's name: what it changes is changed. `given` is checked as a model's arguments are. */
export async function tried(
  tools: ToolsService,
  clock: Clock,
  given: Readonly<Record<string, unknown>>,
  tool: ToolDefinition,
): Promise<ToolTrialJson> {
  const startedAtMs = clock.nowMs();
  const { content, isError = false } = await tools.perform(tool, JSON.stringify(given), trialRun());
  const durationMs = Math.round(clock.nowMs() - startedAtMs);
  return { ok: !isError, status: null, duration_ms: durationMs, result: content };
}

/** A call of nobody's: it can do nothing to a session. */
function trialRun(): ToolRun {
  return {
    callId: `test_${randomUUID()}`,
    caller: {
      sessionId: 'test',
      userId: 'test',
      agentName: 'test',
      turnId: 'test',
      channel: 'websocket',
      speakers: [],
    },
    session: {
      endAfterAnswer: () => undefined,
      setLanguage: () => undefined,
      handOver: () => undefined,
      sendText: () => undefined,
    },
    signal: new AbortController().signal,
    maxMs: 60_000,
    showsLife: () => undefined,
    ask: () => Promise.resolve({ type: 'cancelled' }),
  };
}
