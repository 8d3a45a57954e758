import { Injectable } from '@nestjs/common';
import {
  type AgentConfig,
  type AudioSink,
  Clock,
  prefetch,
  SpeechSynthesizer,
  untilAborted,
} from '@vox/voice-core';

import { Playout } from './output/playout';
import { piecesOf } from './text';
import { type Refusal, voiced } from './turn/voiced';

/** As for answers: the next sentence is ready when the one before it ends. */
const READ_AHEAD_FRAMES = 500;

/** In whose voice, and on whose account, something is said. */
type SpeakingAgent = Pick<AgentConfig, 'id' | 'tts'>;

/** Speaks what is no answer in anybody's conversation: a notice, or words that somebody had it say. */
@Injectable()
export class Announcer {
  constructor(
    private readonly tts: SpeechSynthesizer,
    private readonly clock: Clock,
  ) {}

  /**
   * Speaks `text` into `sink`, when that is free, and resolves when it was heard; an abort silences it.
   * @throws ProviderError when no voice could speak, InvalidInputError when none of the text could be spoken; what was said before that was heard.
   */
  async announce(
    text: string,
    agent: SpeakingAgent,
    sink: AudioSink,
    signal: AbortSignal,
  ): Promise<void> {
    const frames = prefetch(this.#frames(text, agent, signal), READ_AHEAD_FRAMES);
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

  async *#frames(text: string, { id: agentId, tts }: SpeakingAgent, signal: AbortSignal) {
    const billing = { purpose: 'speech', agentId } as const;
    const refusals: Refusal[] = [];
    let hasSounded = false;
    for (const piece of piecesOf(text)) {
      const sayable = piece.said();
      if (sayable === '') continue;
      const options = { ...tts, billing, signal };
      for await (const frame of voiced(this.tts, sayable, options, (why) => refusals.push(why))) {
        hasSounded = true;
        yield frame;
      }
    }
    const [refusal] = refusals;
    if (refusal !== undefined && !hasSounded) throw refusal;
  }
}
