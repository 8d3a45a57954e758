import {
  EnergyVoiceActivityDetector,
  MemorySink,
  ScriptedLanguageModel,
  ScriptedSpeechRecognizer,
  ToneSynthesizer,
  VirtualClock,
} from '@vox/testing';
import { AsyncQueue, CapacityError } from '@vox/voice-core';

import { OneAgentConversations, SESSION_ID } from '../../test/support/one-agent-conversations';
import { parseConfig } from '../config';
import { LiveSession } from './session/live-session';
import { RuleBasedEndOfTurnDetector } from './end-of-turn/rule-based-end-of-turn';
import { TurnObservers } from './turn-observers';
import { VoiceService } from './voice.service';

jest.mock('./session/live-session');

function serve(environment: Record<string, string>): VoiceService {
  const clock = new VirtualClock();
  return new VoiceService(
    new ScriptedSpeechRecognizer([]),
    new EnergyVoiceActivityDetector(),
    new ScriptedLanguageModel([], { clock }),
    new ToneSynthesizer({ clock }),
    new OneAgentConversations(),
    new RuleBasedEndOfTurnDetector(),
    new TurnObservers(),
    clock,
    parseConfig(environment),
  );
}

/** What a session is given that begins under `environment`. What becomes of it is shown by the loop's own specs. */
async function givenUnder(environment: Record<string, string>) {
  jest.mocked(LiveSession.prototype.run).mockResolvedValue();
  const session = {
    id: SESSION_ID,
    userId: 'ada',
    channel: 'websocket',
    input: new AsyncQueue<never>(1),
    audioOut: new MemorySink(new VirtualClock()),
    signal: new AbortController().signal,
  } as const;
  await Array.fromAsync(serve(environment).converse(session));
  const [, , deps, options] = jest.mocked(LiveSession).mock.lastCall ?? [];
  return { ...options, judgesByWords: deps?.endOfTurn !== undefined };
}

it.each([
  ['SILENCE_THRESHOLD_MS', '900', { silenceThresholdMs: 900 }],
  ['MAX_SPEAKING_TIME_MS', '9000', { maxSpeakingTimeMs: 9000 }],
  ['ENDPOINTING', 'fixed', { judgesByWords: false }],
  ['SPECULATIVE_TURNS', 'false', { speculativeTurns: false }],
  ['BARGE_IN_STRATEGY', 'graceful', { bargeIn: { strategy: 'graceful' } }],
  ['BARGE_IN_MIN_SPEECH_MS', '300', { bargeIn: { minSpeechMs: 300 } }],
  ['THINKING_SOUND_AFTER_MS', '1500', { thinkingSoundAfterMs: 1500 }],
  ['TOOL_MAX_STEPS', '2', { tools: { maxSteps: 2 } }],
  ['TOOL_MAX_SECONDS', '9', { tools: { maxMs: 9000 } }],
])('a session is given %s=%s', async (variable, value, given) => {
  expect(await givenUnder({})).not.toMatchObject(given);
  expect(await givenUnder({ [variable]: value })).toMatchObject(given);
});

it.each([1, 3])('MAX_SESSIONS=%i is how many there may be', (count) => {
  const voice = serve({ MAX_SESSIONS: String(count) });
  const places = Array.from({ length: count }, () => voice.reserve());
  expect(() => voice.reserve()).toThrow(CapacityError);
  places[0]?.release();
  expect(() => voice.reserve()).not.toThrow();
});
