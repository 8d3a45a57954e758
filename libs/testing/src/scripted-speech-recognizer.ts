import {
  FRAME_MS,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

import { type Script, scriptReader } from './script';

/** A partial with one more word each time this much audio has come. */
const PARTIAL_INTERVAL_MS = 200;

/** The words of one utterance, or the error that the engine fails with when the utterance ends. */
export type ScriptedUtterance = string | Error;

export type RecognizerCall = {
  readonly language: string | undefined;
  audioMs: number;
  pauses: number;
  resumes: number;
  outcome: 'running' | 'completed' | 'aborted' | 'failed' | 'abandoned';
};

/** "Hears" what its script says, whatever the audio is; partials come with the audio, a preflight with a pause. */
export class ScriptedSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo;
  readonly calls: RecognizerCall[] = [];
  isHealthy = true;
  readonly #next: (call: number) => ScriptedUtterance;

  /** A function gets the number of the call, from 0. */
  constructor(script: Script<number, ScriptedUtterance>, name = 'scripted-stt') {
    super();
    this.info = { name, label: 'scripted recognizer (test)', isEmbedded: true };
    this.#next = scriptReader(script);
  }

  override async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    { signal, language, onSent }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    const call: RecognizerCall = {
      language,
      audioMs: 0,
      pauses: 0,
      resumes: 0,
      outcome: 'running',
    };
    const utterance = this.#next(this.calls.length);
    this.calls.push(call);
    const words = utterance instanceof Error ? [] : utterance.split(' ');
    let shown = 0;
    try {
      for await (const item of untilAborted(input, signal)) {
        if (item.type === 'pause') {
          call.pauses++;
          if (words.length > 0) yield { type: 'transcript-preflight', text: words.join(' ') };
        } else if (item.type === 'resume') call.resumes++;
        else {
          call.audioMs += FRAME_MS;
          onSent?.(FRAME_MS);
          const due = Math.floor(call.audioMs / PARTIAL_INTERVAL_MS);
          if (due > shown && shown < words.length) {
            shown++;
            yield { type: 'transcript-partial', text: words.slice(0, shown).join(' ') };
          }
        }
      }
      if (signal.aborted) return;
      if (utterance instanceof Error) {
        call.outcome = 'failed';
        throw utterance;
      }
      call.outcome = 'completed';
      yield { type: 'transcript-final', text: call.audioMs === 0 ? '' : utterance };
    } finally {
      if (call.outcome === 'running') call.outcome = signal.aborted ? 'aborted' : 'abandoned';
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: this.isHealthy });
  }
}
