import { Injectable } from '@nestjs/common';
import type { SessionInfo, TurnLatency, VoiceEvent } from '@vox/voice-core';
import { Counter, Histogram, Registry } from 'prom-client';

import { TurnObserver } from '../voice';

/** Fine where a conversation lives (under 2 s), coarse where it is broken anyway. */
const BUCKETS_S = [0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 5, 10, 30];

const LATENCIES = {
  endOfUtteranceDelayMs: ['end_of_utterance_delay', 'End of speech to the turn declared over.'],
  transcriptFinalMs: ['transcript_final', 'End of speech to the final transcript.'],
  ttftMs: ['llm_ttft', 'Language model asked to its first token.'],
  ttfbMs: ['tts_ttfb', 'First sentence handed to synthesis to its first frame.'],
  voiceToVoiceMs: ['voice_to_voice', 'End of speech to the first audible frame.'],
} as const satisfies Record<keyof TurnLatency, readonly [name: string, help: string]>;

type Stage = keyof typeof LATENCIES;

/** Counts turns and where their time went. Prometheus wants seconds. */
@Injectable()
export class TurnMetrics extends TurnObserver {
  readonly #turns: Counter<'outcome' | 'channel'>;
  readonly #latencies = new Map<Stage, Histogram<'channel'>>();

  constructor(registry: Registry) {
    super();
    const registers = [registry];
    this.#turns = new Counter({
      name: 'voxbridge_turns_total',
      help: 'Turns that ended, greetings included.',
      labelNames: ['outcome', 'channel'],
      registers,
    });
    for (const [stage, [name, help]] of Object.entries(LATENCIES)) {
      const histogram = new Histogram({
        name: `voxbridge_${name}_seconds`,
        help,
        labelNames: ['channel'],
        buckets: BUCKETS_S,
        registers,
      });
      this.#latencies.set(stage as Stage, histogram);
    }
  }

  override onVoiceEvent({ channel }: SessionInfo, event: VoiceEvent): void {
    if (event.type !== 'turn-end') return;
    this.#turns.inc({ outcome: event.outcome, channel });
    for (const [stage, histogram] of this.#latencies) {
      const tookMs = event.latency[stage];
      if (tookMs !== undefined) histogram.observe({ channel }, tookMs / 1000);
    }
  }
}
