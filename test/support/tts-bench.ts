import { Logger } from '@nestjs/common';
import { CircuitBreaker, type Roster } from '@vox/outbound';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import {
  type AudioFrame,
  ProviderError,
  type ProviderErrorCategory,
  type VoiceSettings,
} from '@vox/voice-core';

import type { TtsProvider } from '../../src/tts/tts-providers';
import { retryDefaults } from '../../src/tts/tts-router';
import { TtsService } from '../../src/tts/tts.service';
import { fixedRoster } from './fixed-roster';

export function failure(category: ProviderErrorCategory, statusCode?: number): ProviderError {
  const status = statusCode === undefined ? {} : { statusCode };
  return new ProviderError('fault', { kind: 'tts', provider: 'tone', category, ...status });
}

/** A voice behind a network, as `ToneSynthesizer` takes it. */
export const SERVER = { name: 'server', isEmbedded: false } as const;

/**
 * A service that asks a server's voice (24 kHz, with one control) and then an embedded one. Registers hooks of its own:
 * the log is silent, both are new for each test, and the service is stopped after it.
 */
export class TtsBench {
  readonly clock = new VirtualClock();
  /** What the server's voice fails with; it speaks while there is none. */
  fault: ProviderError | undefined;
  server!: ToneSynthesizer;
  embedded!: ToneSynthesizer;
  service!: TtsService;

  constructor() {
    beforeAll(() => Logger.overrideLogger(false));
    beforeEach(() => {
      this.fault = undefined;
      this.server = new ToneSynthesizer({
        ...SERVER,
        controls: ['exaggeration'],
        sampleRateHz: 24_000,
        failure: () => this.fault,
      });
      this.embedded = new ToneSynthesizer({ name: 'embedded' });
      this.service = this.make([this.server, this.embedded]);
    });
    afterEach(() => this.service.stop());
  }

  provider(adapter: ToneSynthesizer, more: Partial<TtsProvider> = {}): TtsProvider {
    const id = adapter.info.name;
    return { kind: 'tts', id, adapter, breaker: new CircuitBreaker(this.clock), ...more };
  }

  /** The caller stops it, or makes it `service`. */
  make(voices: readonly ToneSynthesizer[], more: Partial<TtsProvider> = {}): TtsService {
    return this.over(voices.map((voice) => this.provider(voice, more)));
  }

  over(providers: readonly TtsProvider[]): TtsService {
    return this.of(fixedRoster(providers));
  }

  of(roster: Roster<TtsProvider>): TtsService {
    return new TtsService({
      roster,
      clock: this.clock,
      firstAudioMs: 30_000,
      stallMs: 10_000,
      retry: { ...retryDefaults, backoffMs: 0, maxBackoffMs: 0 },
      healthIntervalMs: 15_000,
      sampleRateHz: 24_000,
      defaults: { rate: 1.25, pitch: 0.9 },
    });
  }

  /** @param frames What is spoken is added to it, also before a failure. */
  async speak(
    text: string,
    settings: VoiceSettings = {},
    frames: AudioFrame[] = [],
  ): Promise<AudioFrame[]> {
    const { signal } = new AbortController();
    for await (const frame of this.service.synthesize(text, { ...settings, signal })) {
      frames.push(frame);
    }
    return frames;
  }
}
