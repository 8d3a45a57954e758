import { guardedAccess, type ServerAccess } from '@vox/outbound';
import { type Clock, ConfigError, type SpeechRecognizer } from '@vox/voice-core';

import type { SttConfig } from '../config';
import { DeepgramSpeechRecognizer } from './adapters/deepgram/deepgram-speech-recognizer.adapter';
import { OpenAiSpeechRecognizer } from './adapters/openai/openai-speech-recognizer.adapter';
import { WhisperLiveSpeechRecognizer } from './adapters/whisperlive/whisperlive-speech-recognizer.adapter';
import type { WhisperLiveAudioFormat } from './adapters/whisperlive/whisperlive-audio';
import type { WhisperXAudioFormat } from './adapters/whisperx/whisperx-audio';
import { WhisperXSpeechRecognizer } from './adapters/whisperx/whisperx-speech-recognizer.adapter';
import type { SttProviderRow, SttRowKind } from './stt-provider-row';

/** With somebody to stand in, a lost connection is not worth a longer silence than this. */
const PATIENCE_MS = 2500;

/** WhisperLive says nothing when there is nothing new: its passes take up to a second on a processor. */
const SETTLE_MS = 2000;

/** Where a server is and how it is asked. */
export type SttServerSettings = {
  readonly url?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly model: string;
  readonly language: string;
  readonly audioFormat?: string;
  readonly timeoutMs: number;
};

export type RecognizerDeps = {
  readonly clock: Clock;
  /** Nobody is asked after it. */
  readonly isLast: () => boolean;
};

/** What the environment says of a server of that kind. */
export function environmentSettings(kind: SttRowKind, stt: SttConfig): SttServerSettings {
  const common = { language: stt.WHISPERX_LANGUAGE, timeoutMs: stt.STT_FINAL_TIMEOUT_MS };
  switch (kind) {
    case 'openai':
      return {
        ...common,
        url: stt.STT_OPENAI_BASE_URL,
        apiKey: stt.STT_OPENAI_API_KEY,
        model: stt.STT_OPENAI_MODEL,
      };
    case 'whisperx':
      return {
        ...common,
        url: stt.WHISPER_SERVER_URL,
        model: stt.WHISPERX_MODEL,
        audioFormat: stt.WHISPER_AUDIO_FORMAT,
      };
    case 'whisperlive':
      return {
        ...common,
        url: stt.WHISPERLIVE_URL,
        model: stt.WHISPERX_MODEL,
        audioFormat: stt.WHISPERLIVE_AUDIO_FORMAT,
      };
    case 'deepgram':
      return {
        ...common,
        url: stt.DEEPGRAM_URL,
        apiKey: stt.DEEPGRAM_API_KEY,
        model: stt.DEEPGRAM_MODEL,
      };
  }
}

/** What holds for a row: its own words, and the environment's for its kind where it has none. */
export function rowSettings(row: SttProviderRow, stt: SttConfig): SttServerSettings {
  const { baseUrl: url, apiKey, kind, model, language, audioFormat, timeoutMs } = row;
  const own = { model, language, audioFormat, timeoutMs };
  const named = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...environmentSettings(kind, stt), ...Object.fromEntries(named), url, apiKey };
}

/**
 * The adapter of a server that the environment configures.
 * @throws ConfigError when it does not say where it is.
 */
export function environmentRecognizer(
  kind: SttRowKind,
  stt: SttConfig,
  deps: RecognizerDeps,
): SpeechRecognizer {
  return serverRecognizer(kind, environmentSettings(kind, stt), stt, deps);
}

/** The adapter of a server that people have added, which may be anywhere but where no server of theirs can be. */
export function rowRecognizer(
  row: SttProviderRow,
  stt: SttConfig,
  deps: RecognizerDeps,
): SpeechRecognizer {
  const settings = rowSettings(row, stt);
  return serverRecognizer(
    row.kind,
    settings,
    stt,
    deps,
    guardedAccess('stt', row.name, settings.model),
  );
}

function serverRecognizer(
  kind: SttRowKind,
  { url, apiKey, model, language, audioFormat, timeoutMs }: SttServerSettings,
  stt: SttConfig,
  { clock, isLast }: RecognizerDeps,
  access?: ServerAccess,
): SpeechRecognizer {
  const common = { model, language, ...(access === undefined ? {} : { access }) };
  const key = apiKey === undefined ? {} : { apiKey };
  const aliveTimeoutMs = stt.WHISPER_TIMEOUT_S * 1000;
  // The page of the environment's own server tells nothing of another.
  const healthUrl = access === undefined ? stt.WHISPER_HEALTH_URL : undefined;
  switch (kind) {
    case 'whisperx': {
      const options = {
        ...common,
        url: required(url, 'WHISPER_SERVER_URL'),
        ...(healthUrl === undefined ? {} : { healthUrl }),
        audioFormat: audioFormat as WhisperXAudioFormat,
        maxReconnects: stt.WHISPER_RECONNECT_MAX_RETRIES,
        backoffMs: stt.WHISPER_RECONNECT_BACKOFF * 1000,
        readTimeoutMs: aliveTimeoutMs,
        finalTimeoutMs: timeoutMs,
        // Read when a connection is lost: others come and go.
        get patienceMs() {
          return isLast() ? Infinity : PATIENCE_MS;
        },
      };
      return new WhisperXSpeechRecognizer(options, clock);
    }
    case 'openai':
      return new OpenAiSpeechRecognizer({
        ...common,
        ...key,
        baseUrl: required(url, 'STT_OPENAI_BASE_URL'),
        isStreamed: stt.STT_OPENAI_STREAM,
        isSpeculative: stt.STT_OPENAI_SPECULATE,
      });
    case 'whisperlive':
      return new WhisperLiveSpeechRecognizer(
        {
          ...common,
          url: required(url, 'WHISPERLIVE_URL'),
          audioFormat: audioFormat as WhisperLiveAudioFormat,
          aliveTimeoutMs,
          settleMs: SETTLE_MS,
        },
        clock,
      );
    case 'deepgram':
      return new DeepgramSpeechRecognizer({
        ...common,
        ...key,
        url: required(url, 'DEEPGRAM_URL'),
        aliveTimeoutMs,
      });
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new ConfigError([`${name}: required by STT_PROVIDER`]);
  return value;
}
