import { Injectable } from '@nestjs/common';
import {
  type AudioSink,
  Clock,
  prefetch,
  SpeechSynthesizer,
  untilAborted,
  type VoiceSettings,
} from '@vox/voice-core';

import { Playout } from './playout';
import { splitSentences } from './sentences';
import { speakable } from './speakable';

/** As for answers: the next sentence is ready when the one before it ends. */
const READ_AHEAD_FRAMES = 500;

/** Speaks what is no answer in anybody's conversation: a notice, or words that somebody had it say. */
@Injectable()
export class Announcer {
  constructor(
    private readonly tts: SpeechSynthesizer,
    private readonly clock: Clock,
  ) {}

  /**
   * Speaks `text` into `sink`, when that is free, and resolves when it was heard; an abort silences it.
   * @throws ProviderError when no voice could speak; what was said before that was heard.
   */
  async announce(
    text: string,
    voice: VoiceSettings,
    sink: AudioSink,
    signal: AbortSignal,
  ): Promise<void> {
    const frames = prefetch(this.#frames(text, voice, signal), READ_AHEAD_FRAMES);
    try {
      await sink.acquire?.(signal);
      const playout = new Playout(sink, this.clock);
      for await (const frame of untilAborted(frames, signal)) await playout.play(frame, signal);
      await playout.drain(signal);
    } finally {
      if (signal.aborted) sink.clear();
      sink.release?.();
    }
  }

  async *#frames(text: string, voice: VoiceSettings, signal: AbortSignal) {
    for await (const sentence of splitSentences(only(text))) {
      const sayable = speakable(sentence, { filterActions: false });
      if (sayable !== '') yield* this.tts.synthesize(sayable, { ...voice, signal });
    }
  }
}

async function* only(text: string): AsyncGenerator<string, void, void> {
  yield await Promise.resolve(text);
}
