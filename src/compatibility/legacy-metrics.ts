import { Injectable } from '@nestjs/common';
import { Clock, type SessionInfo, type VoiceEvent } from '@vox/voice-core';

import { TurnObserver } from '../voice';
import { MEASURED_SERIES, type MeasuredSeries, ofEachSeries } from './legacy-series';
import { RecentLatencies } from './recent-latencies';

/** `GET /api/metrics`: counts and the newest turns' latencies since the start, by the names of VoxBridge 1. */
@Injectable()
export class LegacyMetrics extends TurnObserver {
  readonly #series = ofEachSeries(() => new RecentLatencies());
  readonly #startedAtMs: number;
  readonly #lastTurn = new Map<MeasuredSeries, number>();
  #transcripts = 0;
  #turns = 0;
  #failed = 0;
  #interrupted = 0;

  constructor(private readonly clock: Clock) {
    super();
    this.#startedAtMs = clock.nowMs();
  }

  override onVoiceEvent(_session: SessionInfo, event: VoiceEvent): void {
    if (event.type !== 'turn-end') return;
    this.#turns += 1;
    if (event.userText !== undefined) this.#transcripts += 1;
    if (event.outcome === 'failed') this.#failed += 1;
    if (event.outcome === 'interrupted') this.#interrupted += 1;
    this.#lastTurn.clear();
    for (const name of Object.keys(MEASURED_SERIES) as MeasuredSeries[]) {
      const [stage, unit] = MEASURED_SERIES[name];
      const tookMs = event.latency[stage];
      if (tookMs === undefined) continue;
      const took = unit === 's' ? tookMs / 1000 : tookMs;
      this.#series[name].add(took);
      this.#lastTurn.set(name, took);
    }
  }

  snapshot() {
    return {
      ...ofEachSeries((name) => this.#series[name].statistics()),
      transcriptCount: this.#transcripts,
      errorRate: this.#turns === 0 ? 0 : this.#failed / this.#turns,
      uptime: Math.floor((this.clock.nowMs() - this.#startedAtMs) / 1000),
      interruptionCount: this.#interrupted,
      lastTurn: Object.fromEntries(this.#lastTurn),
    };
  }
}
