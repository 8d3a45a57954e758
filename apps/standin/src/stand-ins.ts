import {
  AnthropicStandIn,
  ChatterboxStandIn,
  DeepgramStandIn,
  DevnenStandIn,
  N8nStandIn,
  OpenAiChatStandIn,
  OpenAiSpeechStandIn,
  OpenAiTranscriptionStandIn,
  WhisperLiveStandIn,
  WhisperXStandIn,
} from '@vox/testing';

export type RunningStandIn = { readonly url: string; close(): Promise<void> };

export type StandInEntry = {
  /** @param fault one of `faults`, or an HTTP status. */
  readonly start: (port: number, fault: string | undefined) => Promise<RunningStandIn>;
  readonly faults: readonly string[];
};

/** What every one of them can do wrong, besides three digits: that HTTP status. */
const COMMON = ['slow', 'silent', 'stall', 'cut', 'wrong-content-type', 'garbage', 'split-utf8'];

type Startable<Fault extends string> = {
  start(options: { port: number; fault?: Fault }): Promise<RunningStandIn>;
};

function entry<Fault extends string>(
  standIn: Startable<Fault>,
  more: readonly Fault[],
): StandInEntry {
  const faults = [...COMMON, ...more];
  return {
    faults,
    // The command line has checked that it is one of them.
    start: (port, fault) =>
      standIn.start(fault === undefined ? { port } : { port, fault: fault as Fault }),
  };
}

/** Every stand-in by the name that the command line gives it. */
export const STAND_INS: Readonly<Record<string, StandInEntry>> = {
  whisperx: entry(WhisperXStandIn, ['cut-at-end', 'error']),
  whisperlive: entry(WhisperLiveStandIn, ['cut-at-end', 'error', 'wait', 'disconnect']),
  deepgram: entry(DeepgramStandIn, ['cut-at-end', 'error']),
  'openai-transcription': entry(OpenAiTranscriptionStandIn, ['error']),
  'openai-chat': entry(OpenAiChatStandIn, [
    'comments',
    'error-chunk',
    'error-object',
    'error-event',
    'vllm-error',
    'empty',
    'json',
    'no-finish',
  ]),
  anthropic: entry(AnthropicStandIn, ['overloaded', 'empty', 'no-stop']),
  n8n: entry(N8nStandIn, ['error-item', 'empty', 'html']),
  chatterbox: entry(ChatterboxStandIn, ['short', 'empty']),
  devnen: entry(DevnenStandIn, ['short', 'empty']),
  'openai-speech': entry(OpenAiSpeechStandIn, ['short', 'empty']),
};
