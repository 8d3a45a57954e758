import {
  AsyncQueue,
  FRAME_MS,
  type RecognizerInput,
  untilAborted,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import { isSpeechAt, ROUND_MS, SILENCE_THRESHOLD_MS } from './script';
import { TimedLanguageModel } from './timed-language-model';
import { TimedSpeechRecognizer } from './timed-speech-recognizer';
import { TimedSpeechSynthesizer } from './timed-speech-synthesizer';

/** The scripted engines of one run. */
export class Engines {
  readonly recognizer = new TimedSpeechRecognizer();
  readonly model = new TimedLanguageModel();
  readonly voice = new TimedSpeechSynthesizer();

  /**
   * What the engines do in the conversation of the script, with next to nothing around them: knows from the script when
   * somebody speaks. Its cost is not the loop's. Ends with the session.
   */
  async *converse(session: VoiceSession): AsyncGenerator<VoiceEvent, void, void> {
    let positionMs = 0;
    let silentMs = 0;
    let spoken: AsyncQueue<RecognizerInput> | undefined;
    let answer = new AbortController();
    for await (const item of untilAborted(session.input, session.signal)) {
      if (item.type !== 'audio') continue;
      const isSpeech = isSpeechAt(positionMs % ROUND_MS);
      positionMs += FRAME_MS;
      silentMs = isSpeech ? 0 : silentMs + FRAME_MS;
      if (isSpeech && spoken === undefined) {
        answer.abort();
        answer = new AbortController();
        spoken = new AsyncQueue<RecognizerInput>(1000);
        void this.#answer(spoken, answer.signal);
      }
      spoken?.push(item);
      if (silentMs < SILENCE_THRESHOLD_MS) continue;
      spoken?.close();
      spoken = undefined;
    }
    spoken?.close();
    answer.abort();
  }

  async #answer(spoken: AsyncQueue<RecognizerInput>, signal: AbortSignal): Promise<void> {
    let words = '';
    for await (const part of this.recognizer.transcribe(spoken, { signal })) words = part.text;
    const sentences = new AsyncQueue<string>(100);
    const speaking = this.#speak(sentences, signal);
    let sentence = '';
    for await (const part of this.model.generate([{ role: 'user', content: words }], { signal })) {
      if (part.type !== 'reply-delta') continue;
      sentence += part.text;
      if (!part.text.endsWith('.')) continue;
      sentences.push(sentence);
      sentence = '';
    }
    sentences.close();
    await speaking;
  }

  async #speak(sentences: AsyncQueue<string>, signal: AbortSignal): Promise<void> {
    for await (const text of sentences) {
      for await (const frame of this.voice.synthesize(text, { signal })) {
        if (frame.pcm.length === 0) throw new Error('The scripted voice gave an empty frame.');
      }
    }
  }
}
