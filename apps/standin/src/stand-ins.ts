import {
  AnthropicStandIn,
  chatTempers,
  ChatterboxStandIn,
  DeepgramStandIn,
  DevnenStandIn,
  oddChatAnswers,
  OpenAiChatStandIn,
  OpenAiSpeechStandIn,
  OpenAiTranscriptionStandIn,
  WhisperLiveStandIn,
  WhisperXStandIn,
} from '@vox/stand-ins';

import { DISCORD } from './discord';
import { N8N } from './n8n';
import {
  COMMON,
  type RunningStandIn,
  type StandInEntry,
  type StandInSettings,
} from './stand-in-entry';

function wordsOf<Word extends string>(faults: Readonly<Record<Word, unknown>>): Word[] {
  return Object.keys(faults) as Word[];
}

type Startable<Options> = { start(options: Options): Promise<RunningStandIn> };

type RecognizerOptions<Fault> = { port: number; fault?: Fault; text?: string };
type ModelOptions<Fault> = {
  port: number;
  fault?: Fault;
  reply?: (userText: string) => string;
  paceMs?: number;
};
type VoiceOptions<Fault> = { port: number; fault?: Fault; pieceDelayMs?: number };

function recognizer<Fault extends string>(
  standIn: Startable<RecognizerOptions<Fault>>,
  more: readonly Fault[],
): StandInEntry {
  return {
    faults: [...COMMON, ...more],
    takes: ['text'],
    start: ({ text, ...settings }) =>
      standIn.start({ ...common<Fault>(settings), ...(text === undefined ? {} : { text }) }),
  };
}

function model<Fault extends string>(
  standIn: Startable<ModelOptions<Fault>>,
  more: readonly Fault[],
): StandInEntry {
  return {
    faults: [...COMMON, ...more],
    takes: ['reply', 'paceMs'],
    start: ({ reply, paceMs, ...settings }) =>
      standIn.start({
        ...common<Fault>(settings),
        ...(reply === undefined ? {} : { reply: () => reply }),
        ...(paceMs === undefined ? {} : { paceMs }),
      }),
  };
}

function voice<Fault extends string>(
  standIn: Startable<VoiceOptions<Fault>>,
  more: readonly Fault[],
): StandInEntry {
  return {
    faults: [...COMMON, ...more],
    takes: ['paceMs'],
    start: ({ paceMs, ...settings }) =>
      standIn.start({
        ...common<Fault>(settings),
        ...(paceMs === undefined ? {} : { pieceDelayMs: paceMs }),
      }),
  };
}

/** The command line has checked that the fault is one of them. */
function common<Fault extends string>({ port, fault }: StandInSettings) {
  return { port, ...(fault === undefined ? {} : { fault: fault as Fault }) };
}

/** Every stand-in by the name that the command line gives it. */
export const STAND_INS: Readonly<Record<string, StandInEntry>> = {
  whisperx: recognizer(WhisperXStandIn, ['cut-at-end', 'error']),
  whisperlive: recognizer(WhisperLiveStandIn, ['cut-at-end', 'error', 'wait', 'disconnect']),
  deepgram: recognizer(DeepgramStandIn, ['cut-at-end', 'error']),
  'openai-transcription': recognizer(OpenAiTranscriptionStandIn, ['error']),
  'openai-chat': model(OpenAiChatStandIn, [
    'comments',
    'error-chunk',
    'error-object',
    'error-event',
    'vllm-error',
    'empty',
    'json',
    'no-finish',
    'thinks-only',
    ...wordsOf(oddChatAnswers),
    ...wordsOf(chatTempers),
  ]),
  anthropic: model(AnthropicStandIn, [
    'overloaded',
    'empty',
    'no-stop',
    'thinks-only',
    'unnamed-events',
    'json',
    'no-temperature',
    'few-tokens',
  ]),
  n8n: N8N,
  chatterbox: voice(ChatterboxStandIn, ['short', 'empty']),
  devnen: voice(DevnenStandIn, ['short', 'empty']),
  'openai-speech': voice(OpenAiSpeechStandIn, ['short', 'empty']),
  discord: DISCORD,
};
