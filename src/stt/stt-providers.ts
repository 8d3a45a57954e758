import { Logger } from '@nestjs/common';
import { CircuitBreaker, type Provider } from '@vox/outbound';
import {
  type Clock,
  ConfigError,
  type ProviderErrorCategory,
  type SpeechRecognizer,
} from '@vox/voice-core';

import { type SttConfig, type SttProviderName, sttProviderOrder } from '../config';
import { DeepgramSpeechRecognizer } from './adapters/deepgram/deepgram-speech-recognizer.adapter';
import { OpenAiSpeechRecognizer } from './adapters/openai/openai-speech-recognizer.adapter';
import { WhisperLiveSpeechRecognizer } from './adapters/whisperlive/whisperlive-speech-recognizer.adapter';
import { WhisperXSpeechRecognizer } from './adapters/whisperx/whisperx-speech-recognizer.adapter';

/** With somebody to stand in, a lost connection is not worth a longer silence than this. */
const PATIENCE_MS = 2500;

/** Each failure is a silence that somebody hears: with another engine to ask, two are enough. */
const WITH_STAND_IN = { failureThreshold: 2 } as const;

/** WhisperLive says nothing when there is nothing new: its passes take up to a second on a processor. */
const SETTLE_MS = 2000;

/** A blip; a timeout has already cost all the time there was. */
const TRANSIENT: ReadonlySet<ProviderErrorCategory> = new Set([
  'connectivity',
  'server',
  'rate-limit',
]);

/** WhisperX mends its connections itself. */
const TRANSIENT_BUT_CONNECTION: ReadonlySet<ProviderErrorCategory> = new Set(['rate-limit']);

/** One recognizer as the service sees it. */
export type SttProvider = Provider<SpeechRecognizer> & {
  /** End of the utterance → final; Infinity when the adapter keeps a deadline of its own. */
  readonly finalTimeoutMs: number;
  /** What is worth asking the same one once more, at once. */
  readonly retryOn: ReadonlySet<ProviderErrorCategory>;
};

export type SttProviderDeps = {
  readonly clock: Clock;
  /** @throws ConfigError when a model file is missing. */
  readonly loadEmbedded: () => Promise<SpeechRecognizer>;
};

/**
 * The engines in the order in which they are asked, each with its breaker. Called once per process.
 * @throws ConfigError when the first engine is the embedded one and its models are missing.
 */
export async function sttProviders(stt: SttConfig, deps: SttProviderDeps): Promise<SttProvider[]> {
  const order = sttProviderOrder(stt);
  const providers: SttProvider[] = [];
  for (const [index, name] of order.entries()) {
    const isLast = index === order.length - 1;
    const adapter = await makeAdapter(name, stt, deps, { isFirst: index === 0, isLast });
    if (adapter === undefined) continue;
    const isWhisperX = name === 'whisperx';
    providers.push({
      kind: 'stt',
      adapter,
      breaker: new CircuitBreaker(deps.clock, isLast ? {} : WITH_STAND_IN),
      // WhisperX counts its deadline from `finalize`, which a mended connection sends late.
      finalTimeoutMs: isWhisperX ? Infinity : stt.STT_FINAL_TIMEOUT_MS,
      retryOn: isWhisperX ? TRANSIENT_BUT_CONNECTION : TRANSIENT,
    });
  }
  return providers;
}

async function makeAdapter(
  name: SttProviderName,
  stt: SttConfig,
  deps: SttProviderDeps,
  place: { readonly isFirst: boolean; readonly isLast: boolean },
): Promise<SpeechRecognizer | undefined> {
  const language = stt.WHISPERX_LANGUAGE;
  const aliveTimeoutMs = stt.WHISPER_TIMEOUT_S * 1000;
  switch (name) {
    case 'embedded':
      return place.isFirst ? deps.loadEmbedded() : embeddedIfThere(deps);
    case 'whisperx':
      return new WhisperXSpeechRecognizer(
        {
          url: required(stt.WHISPER_SERVER_URL, 'WHISPER_SERVER_URL'),
          ...(stt.WHISPER_HEALTH_URL === undefined ? {} : { healthUrl: stt.WHISPER_HEALTH_URL }),
          audioFormat: stt.WHISPER_AUDIO_FORMAT,
          model: stt.WHISPERX_MODEL,
          language,
          maxReconnects: stt.WHISPER_RECONNECT_MAX_RETRIES,
          backoffMs: stt.WHISPER_RECONNECT_BACKOFF * 1000,
          readTimeoutMs: aliveTimeoutMs,
          finalTimeoutMs: stt.STT_FINAL_TIMEOUT_MS,
          patienceMs: place.isLast ? Infinity : PATIENCE_MS,
        },
        deps.clock,
      );
    case 'openai':
      return new OpenAiSpeechRecognizer({
        baseUrl: required(stt.STT_OPENAI_BASE_URL, 'STT_OPENAI_BASE_URL'),
        ...keyOf(stt.STT_OPENAI_API_KEY),
        model: stt.STT_OPENAI_MODEL,
        language,
        isStreamed: stt.STT_OPENAI_STREAM,
        isSpeculative: stt.STT_OPENAI_SPECULATE,
      });
    case 'whisperlive':
      return new WhisperLiveSpeechRecognizer(
        {
          url: required(stt.WHISPERLIVE_URL, 'WHISPERLIVE_URL'),
          audioFormat: stt.WHISPERLIVE_AUDIO_FORMAT,
          model: stt.WHISPERX_MODEL,
          language,
          aliveTimeoutMs,
          settleMs: SETTLE_MS,
        },
        deps.clock,
      );
    case 'deepgram':
      return new DeepgramSpeechRecognizer({
        url: required(stt.DEEPGRAM_URL, 'DEEPGRAM_URL'),
        ...keyOf(stt.DEEPGRAM_API_KEY),
        model: stt.DEEPGRAM_MODEL,
        language,
        aliveTimeoutMs,
      });
  }
}

/** A server is configured: the embedded engine only stands in, and its absence stops nobody. */
async function embeddedIfThere(deps: SttProviderDeps): Promise<SpeechRecognizer | undefined> {
  try {
    return await deps.loadEmbedded();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    new Logger('SttProviders').warn(
      { problems: error.problems },
      'The embedded recognizer cannot stand in: its models are missing',
    );
    return undefined;
  }
}

function keyOf(apiKey: string | undefined): { apiKey?: string } {
  return apiKey === undefined ? {} : { apiKey };
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new ConfigError([`${name}: required by STT_PROVIDER`]);
  return value;
}
