import { Logger } from '@nestjs/common';
import {
  EnergyVoiceActivityDetector,
  MemorySink,
  ScriptedLanguageModel,
  ScriptedSpeechRecognizer,
  ToneSynthesizer,
  VirtualClock,
} from '@vox/testing';
import {
  AsyncQueue,
  ProviderError,
  type ProviderKind,
  type SessionInput,
  type VoiceEvent,
} from '@vox/voice-core';

import { OneAgentConversations, SESSION_ID } from '../../../test/support/one-agent-conversations';
import { SessionBench } from '../../../test/support/session-bench';
import { parseConfig } from '../../config';
import { RuleBasedEndOfTurnDetector } from '../end-of-turn/rule-based-end-of-turn';
import { TurnObservers } from '../turn-observers';
import { VoiceService } from '../voice.service';

const down = (kind: ProviderKind, statusCode?: number) =>
  new ProviderError(`${kind} is down`, {
    kind,
    provider: `${kind}-one`,
    category: 'server',
    ...(statusCode === undefined ? {} : { statusCode }),
  });

const bug = new TypeError('x is undefined');

const failing: [string, string, ConstructorParameters<typeof SessionBench>[0], unknown][] = [
  ['the model', 'llm_unavailable', { hears: ['one'], replies: [down('llm', 401)] }, 'llm'],
  [
    'the model in mid-answer',
    'llm_unavailable',
    { hears: ['one'], replies: [{ after: 'First sentence. And', error: down('llm') }] },
    'llm',
  ],
  [
    'the voice',
    'tts_unavailable',
    { hears: ['one'], replies: ['One. Two.'], tts: { failure: () => down('tts') } },
    'tts',
  ],
  ['something of ours', 'internal_error', { hears: ['one'], replies: [bug] }, undefined],
  ['the ear', 'stt_unavailable', { hears: [down('stt')] }, 'stt'],
];

describe('what a person is told of', () => {
  it.each(failing)('is told to the operator as well: %s', async (_what, code, script, kind) => {
    const bench = new SessionBench(script);
    await bench.speak(500);
    await bench.quiet(4000);
    await bench.end();
    const told = [...bench.turns, ...bench.ofType('session-failure')].flatMap(
      ({ failure }) => failure?.code ?? [],
    );
    expect(told).toEqual([code]);
    expect(bench.failures).toHaveLength(1);
    expect(bench.failures[0]?.turnId).toBe(bench.turns[0]?.turnId);
    expect(bench.failures[0]?.error).toMatchObject(
      kind === undefined ? { message: bug.message } : { kind },
    );
  });

  it('is one line with session, turn, provider, category and status, without a word of it', async () => {
    const lines: unknown[][] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    Logger.overrideLogger({ log: note, warn: note, error: note });
    const clock = new VirtualClock();
    const voice = new VoiceService(
      new ScriptedSpeechRecognizer([]),
      new EnergyVoiceActivityDetector(),
      new ScriptedLanguageModel(() => down('llm', 401), { clock }),
      new ToneSynthesizer({ clock, wordMs: 200 }),
      new OneAgentConversations(),
      new RuleBasedEndOfTurnDetector(),
      new TurnObservers(),
      clock,
      parseConfig({}),
    );
    const input = new AsyncQueue<SessionInput>(10);
    const { signal } = new AbortController();
    const audioOut = new MemorySink(clock);
    const events: VoiceEvent[] = [];
    const running = (async () => {
      const session = { id: SESSION_ID, userId: 'ada', channel: 'websocket', signal } as const;
      for await (const event of voice.converse({ ...session, input, audioOut })) events.push(event);
    })();
    await clock.advance(0);
    input.push({ type: 'text', text: 'my secret is PLUMTREE' });
    await clock.advance(10_000);
    input.close();
    await clock.advance(1000);
    await running;
    Logger.overrideLogger(false);
    const turnId = events.flatMap((event) => (event.type === 'turn-end' ? [event.turnId] : []))[0];
    expect(lines).toEqual([
      [
        expect.objectContaining({
          sessionId: SESSION_ID,
          turnId,
          channel: 'websocket',
          room: 'llm',
          provider: 'llm-one',
          category: 'server',
          statusCode: 401,
        }),
        'Somebody was told of a failure',
        'VoiceService',
      ],
    ]);
    expect(JSON.stringify(lines)).not.toContain('PLUMTREE');
  });
});
