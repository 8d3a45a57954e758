import { Logger } from '@nestjs/common';
import { CircuitBreaker } from '@vox/outbound';
import { speakToneWords } from '@vox/stand-ins';
import { EnergyVoiceActivityDetector } from '@vox/testing';
import {
  type AudioFrame,
  type Clock,
  ProviderError,
  type ProviderErrorCategory,
  type RecognizerInput,
  type SpeechRecognizer,
  SystemClock,
  type TranscriptPart,
  type VoiceActivityDetector,
} from '@vox/voice-core';

import type { SttProvider } from '../../src/stt/stt-providers';
import { SttService, type SttServiceOptions } from '../../src/stt/stt.service';
import { fixedRoster } from './fixed-roster';

export const SPOKEN_TEXT = 'alpha bravo charlie delta echo foxtrot';
export const SPEECH = speakToneWords(SPOKEN_TEXT);
export const SILENT: AudioFrame = { pcm: new Int16Array(320), sampleRateHz: 16_000 };

export const failure = (category: ProviderErrorCategory, provider = 'scripted-stt') =>
  new ProviderError('it is scripted to fail', { kind: 'stt', provider, category });

/** Opens its circuit after two failures, is asked once, and has a minute for its final. */
export function providerOf(
  adapter: SpeechRecognizer,
  more: Partial<SttProvider> = {},
): SttProvider {
  return {
    kind: 'stt',
    id: adapter.info.name,
    adapter,
    breaker: new CircuitBreaker(new SystemClock(), { failureThreshold: 2 }),
    finalTimeoutMs: 60_000,
    retryOn: new Set(),
    ...more,
  };
}

export type SttBenchOptions = Partial<SttServiceOptions> & {
  readonly clock?: Clock;
  readonly detector?: VoiceActivityDetector;
};

/** The caller disconnects it, where it was connected. */
export function sttService(
  providers: readonly SttProvider[],
  { clock = new SystemClock(), detector, ...options }: SttBenchOptions = {},
): SttService {
  const roster = fixedRoster(providers);
  return new SttService(roster, detector ?? new EnergyVoiceActivityDetector(), clock, {
    silenceThresholdMs: 600,
    maxSpeakingTimeMs: 45_000,
    healthIntervalMs: 60_000,
    ...options,
  });
}

/**
 * Services for the tests of a spec. Registers hooks of its own: the log is silent, each service is closed after its
 * test, and none may leave a stream of the detector open.
 */
export function sttBench() {
  const detector = new EnergyVoiceActivityDetector();
  const services: SttService[] = [];
  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => {
    for (const service of services.splice(0)) service.disconnect();
    expect(detector.openStreams).toBe(0);
  });
  const serviceOf = (providers: readonly SttProvider[], options: SttBenchOptions = {}) => {
    const service = sttService(providers, { detector, ...options });
    services.push(service);
    return service;
  };
  return { serviceOf };
}

export async function* inputOf(
  frames: readonly AudioFrame[] = SPEECH,
): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) yield { type: 'audio', frame };
}

export const transcribe = (
  service: SttService,
  input: AsyncIterable<RecognizerInput> = inputOf(),
  signal = new AbortController().signal,
): Promise<TranscriptPart[]> => Array.fromAsync(service.transcribe(input, { signal }));

export const finalsOf = (parts: readonly TranscriptPart[]) =>
  parts.filter((part) => part.type === 'transcript-final').map(({ text }) => text);

/** What a provider's failure it ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof ProviderError)) throw new Error('it did not fail as a provider does');
  return error;
}
