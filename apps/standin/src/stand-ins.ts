import {
  AnthropicStandIn,
  ChatterboxStandIn,
  DeepgramStandIn,
  DevnenStandIn,
  N8nStandIn,
  OpenAiChatStandIn,
  OpenAiSpeechStandIn,
  OpenAiTranscriptionStandIn,
  type StandInWatcher,
  WhisperLiveStandIn,
  WhisperXStandIn,
} from '@vox/testing';

export type RunningStandIn = {
  readonly url: string;
  watch(watcher: StandInWatcher): void;
  close(): Promise<void>;
};

/** What the command line sets; each kind of stand-in takes its own. */
export type StandInSettings = {
  readonly port: number;
  /** One of the entry's `faults`, or an HTTP status. */
  readonly fault?: string;
  /** What a recognizer always hears. */
  readonly text?: string;
  /** What a language model always says. */
  readonly reply?: string;
  /** Between the words of a model, or the pieces of a voice. */
  readonly paceMs?: number;
};

export type SettingName = 'text' | 'reply' | 'paceMs';

export type StandInEntry = {
  readonly start: (settings: StandInSettings) => Promise<RunningStandIn>;
  readonly faults: readonly string[];
  readonly takes: readonly SettingName[];
};

/** What every one of them can do wrong, besides three digits: that HTTP status. */
const COMMON = ['slow', 'silent', 'stall', 'cut', 'wrong-content-type', 'garbage', 'split-utf8'];

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
  ]),
  anthropic: model(AnthropicStandIn, ['overloaded', 'empty', 'no-stop']),
  n8n: model(N8nStandIn, ['error-item', 'empty', 'html']),
  chatterbox: voice(ChatterboxStandIn, ['short', 'empty']),
  devnen: voice(DevnenStandIn, ['short', 'empty']),
  'openai-speech': voice(OpenAiSpeechStandIn, ['short', 'empty']),
};
