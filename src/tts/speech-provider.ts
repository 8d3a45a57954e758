import type { CircuitBreaker } from '@vox/outbound';
import type { SpeechSynthesizer } from '@vox/voice-core';

import type { ConcurrencyGate } from './concurrency-gate';
import type { VoiceCatalogue } from './speech-voice';

/** One engine with what all sessions of the process share of it. */
export type SpeechProvider = {
  readonly synthesizer: SpeechSynthesizer;
  readonly breaker: CircuitBreaker;
  /** How many sentences it may have at once; none for engines that queue by themselves. */
  readonly gate?: ConcurrencyGate;
  readonly catalogue?: VoiceCatalogue;
  /** Ends what the engine holds; may be called twice. */
  readonly close?: () => Promise<void>;
};
