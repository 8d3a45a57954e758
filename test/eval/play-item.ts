import { MemorySink, ScriptedLanguageModel, VirtualClock } from '@vox/testing';
import {
  AsyncQueue,
  FRAME_MS,
  frameSamples,
  type SessionInput,
  type VoiceActivityDetector,
  type VoiceEvent,
} from '@vox/voice-core';

import { MoonshineSpeechRecognizer } from '../../src/stt/adapters/embedded/moonshine-speech-recognizer.adapter';
import { LiveSession } from '../../src/voice/session/live-session';
import { OneAgentConversations } from '../support/one-agent-conversations';
import { durationMs, SAMPLE_RATE_HZ, type Span } from './audio-tools';
import { watchingDecisions } from './decisions';
import type { DecodeMemory } from './decode-memory';
import type { EvalItem, Rendered } from './eval-item';
import type { Outcome } from './outcome';
import { RecordedVoice } from './recorded-voice';
import { RecordingRecognizer } from './recording-recognizer';
import { judgeOf, sessionOptions, type Setting, settingName } from './settings';
import { VirtualDecoder } from './virtual-decoder';

/** A model and a voice of usual speed: the agent is audible this long after a turn is declared over. */
export const TTFT_MS = 300;
export const TTFB_MS = 100;

const REPLY = 'That is what I wanted to know, thank you.';

/** What the agent is saying when the user makes a sound: ten recordings of more than 3 s, longer than any item. */
const SPEECH = 'This is a sentence of ten words to be heard. '.repeat(10).trim();

/** Nothing sent to the listener for this long is a stop; what is quiet in the agent's voice is sent. */
const STOP_MS = 100;

/** After the item: what still runs ends. */
const AFTER_MS = 2000;

const AGENT = { id: 'agent', name: 'Vox', systemPrompt: 'Be kind.', llm: {}, tts: {} };

/** Plays one item through a live session of its own, on a clock that its audio moves. */
export async function playItem(
  item: EvalItem,
  rendered: Rendered,
  setting: Setting,
  engines: { readonly detector: VoiceActivityDetector; readonly memory: DecodeMemory },
): Promise<Outcome> {
  const clock = new VirtualClock();
  const decoder = new VirtualDecoder(engines.memory, clock);
  const starts = new WeakMap<Int16Array, number>();
  const stt = new RecordingRecognizer(
    new MoonshineSpeechRecognizer(decoder.decode),
    clock,
    (pcm) => starts.get(pcm) ?? Number.NaN,
  );
  const tts = new RecordedVoice(clock, TTFB_MS);
  const sink = new MemorySink(clock);
  const events: { readonly atMs: number; readonly event: VoiceEvent }[] = [];
  const errors: string[] = [];
  const input = new AsyncQueue<SessionInput>(1000);
  const hangUp = new AbortController();
  const agent = item.isOverAgent ? { ...AGENT, greeting: SPEECH } : AGENT;
  const decidedAtMs: number[] = [];
  const session = new LiveSession(
    {
      id: 'session',
      userId: 'user',
      channel: 'websocket',
      input,
      audioOut: sink,
      signal: hangUp.signal,
    },
    { sessionId: 'session', userId: 'user', channel: 'websocket', agent },
    {
      stt,
      vad: engines.detector,
      llm: new ScriptedLanguageModel(() => REPLY, { clock, ttftMs: TTFT_MS }),
      tts,
      ...judgeOf(setting),
      conversations: new OneAgentConversations(),
      clock,
      emit: (event) => events.push({ atMs: clock.nowMs(), event }),
      onFailure: (error) => errors.push(String(error)),
      onError: (error) => errors.push(String(error)),
    },
    sessionOptions(setting),
  );
  const running = watchingDecisions(
    () => decidedAtMs.push(clock.nowMs()),
    () => session.run(),
  );

  const frameLength = frameSamples(SAMPLE_RATE_HZ);
  for (let at = 0; at + frameLength <= rendered.pcm.length; at += frameLength) {
    await clock.advance(FRAME_MS);
    const pcm = rendered.pcm.slice(at, at + frameLength);
    starts.set(pcm, (at * 1000) / SAMPLE_RATE_HZ);
    input.push({ type: 'audio', frame: { pcm, sampleRateHz: SAMPLE_RATE_HZ } });
    await decoder.settle();
  }
  const lengthMs = durationMs(rendered.pcm);
  const calledOffAtMs = tts.calledOffAtMs.filter((atMs) => atMs <= lengthMs);
  const seen = events.splice(0);
  hangUp.abort('hang-up');
  await decoder.settle();
  await clock.advance(AFTER_MS);
  await running;

  const { id, kind, condition, madeFrom, text } = item;
  return {
    id,
    kind,
    condition,
    madeFrom,
    text,
    setting: settingName(setting),
    lengthMs,
    ...(rendered.speech !== undefined && { speech: rendered.speech }),
    ...(rendered.pauseMs !== undefined && { pauseMs: rendered.pauseMs }),
    ...(rendered.onsetsMs !== undefined && { onsetsMs: rendered.onsetsMs }),
    turns: seen.flatMap(({ atMs, event }) =>
      event.type === 'transcript-final' ? [{ atMs, turnId: event.turnId, text: event.text }] : [],
    ),
    spokeAtMs: seen.flatMap(({ atMs, event }) => (event.type === 'playout-start' ? [atMs] : [])),
    utterances: stt.utterances,
    noticedAtMs: seen.flatMap(({ atMs, event }) => (event.type === 'speech-start' ? [atMs] : [])),
    decidedAtMs: decidedAtMs.filter((atMs) => atMs <= lengthMs),
    calledOffAtMs,
    sounding: stretches(sink.frames.map(({ atMs }) => atMs).filter((atMs) => atMs <= lengthMs)),
    isCutOff: seen.some(
      ({ event }) => event.type === 'turn-end' && event.outcome === 'interrupted',
    ),
    errors,
  };
}

function stretches(frameAtMs: readonly number[]): Span[] {
  const found: { startMs: number; endMs: number }[] = [];
  for (const atMs of frameAtMs) {
    const last = found.at(-1);
    if (last !== undefined && atMs - last.endMs < STOP_MS) last.endMs = atMs + FRAME_MS;
    else found.push({ startMs: atMs, endMs: atMs + FRAME_MS });
  }
  return found;
}
