import {
  CircuitBreaker,
  guardedAccess,
  type ModelCatalogue,
  type RosterProvider,
  type ServerAccess,
} from '@vox/outbound';
import type { Clock, SpeechSynthesizer } from '@vox/voice-core';

import type { AppConfig } from '../config';
import { FliteSpeechSynthesizer } from './adapters/embedded/flite-speech-synthesizer.adapter';
import { ConcurrencyGate } from './concurrency-gate';
import {
  environmentSettings,
  rowSettings,
  serverSynthesizer,
  type TtsServerSettings,
} from './make-synthesizer';
import { type TtsProviderRow, type TtsRowKind, ttsRowKinds } from './tts-provider-row';
import type { VoiceCatalogue } from './voices/speech-voice';

type TtsConfig = AppConfig['tts'];
type TtsProviderName = TtsConfig['TTS_FALLBACKS'][number];

/** One voice as the service sees it. */
export type TtsProvider = RosterProvider & {
  readonly adapter: SpeechSynthesizer & ModelCatalogue;
  /** Until a sentence's first audio; as for all when absent. */
  readonly firstAudioMs?: number;
  /** How many sentences it may have at once; none for engines that queue by themselves. */
  readonly gate?: ConcurrencyGate;
  readonly catalogue?: VoiceCatalogue;
  /** Ends what the engine holds; may be called twice. */
  readonly close?: () => Promise<void>;
};

/** Which providers are asked, first to last: TTS_PROVIDER or the one that is configured, then TTS_FALLBACKS. */
export function ttsProviderOrder(tts: TtsConfig): readonly TtsProviderName[] {
  const configured =
    tts.CHATTERBOX_URL !== undefined
      ? 'chatterbox'
      : tts.TTS_OPENAI_BASE_URL !== undefined
        ? 'openai'
        : 'embedded';
  return [...new Set([tts.TTS_PROVIDER ?? configured, ...tts.TTS_FALLBACKS])];
}

/**
 * Every provider that `tts` names, once for the whole process, each with its own circuit breaker.
 *
 * The embedded engine is warm when this resolves. The caller closes them.
 */
export function ttsProviders(tts: TtsConfig, clock: Clock): Promise<TtsProvider[]> {
  return Promise.all(ttsProviderOrder(tts).map((name) => create(name, tts, clock)));
}

/** Servers that the environment knows and asks of itself never: agents may name them. */
export function otherTtsProviders(tts: TtsConfig, clock: Clock): TtsProvider[] {
  return otherTtsNames(tts).map((name) =>
    serverProvider(name, name, environmentSettings(name, tts), tts, clock),
  );
}

/** Their names. */
export function otherTtsNames(tts: TtsConfig): TtsRowKind[] {
  const order = ttsProviderOrder(tts);
  const url: Readonly<Record<TtsRowKind, string | undefined>> = {
    openai: tts.TTS_OPENAI_BASE_URL,
    chatterbox: tts.CHATTERBOX_URL,
    devnen: tts.DEVNEN_URL,
  };
  // One address is of one server only.
  const isTaken = (kind: TtsRowKind) =>
    kind === 'chatterbox' && order.includes('devnen') && tts.DEVNEN_URL === undefined;
  return ttsRowKinds.filter(
    (kind) => url[kind] !== undefined && !order.includes(kind) && !isTaken(kind),
  );
}

/** A server that people have added, which may be anywhere but where no server of theirs can be. */
export function rowProvider(row: TtsProviderRow, tts: TtsConfig, clock: Clock): TtsProvider {
  const { id, name, kind } = row;
  const settings = rowSettings(row, tts);
  const access = guardedAccess('tts', name, settings.model);
  const provider = serverProvider(id, kind, settings, tts, clock, access);
  return row.timeoutMs === undefined ? provider : { ...provider, firstAudioMs: row.timeoutMs };
}

async function create(name: TtsProviderName, tts: TtsConfig, clock: Clock): Promise<TtsProvider> {
  if (name !== 'embedded') {
    return serverProvider(name, name, environmentSettings(name, tts), tts, clock);
  }
  const flite = new FliteSpeechSynthesizer({ rate: tts.TTS_RATE, pitch: tts.TTS_PITCH });
  await flite.warmUp();
  return {
    kind: 'tts',
    id: name,
    adapter: flite,
    catalogue: flite,
    breaker: new CircuitBreaker(clock),
    close: () => flite.close(),
  };
}

function serverProvider(
  id: string,
  kind: TtsRowKind,
  settings: TtsServerSettings,
  tts: TtsConfig,
  clock: Clock,
  access?: ServerAccess,
): TtsProvider {
  const adapter = serverSynthesizer(kind, settings, tts, clock, access);
  return {
    kind: 'tts',
    id,
    adapter,
    catalogue: adapter,
    breaker: new CircuitBreaker(clock),
    gate: new ConcurrencyGate(settings.maxConcurrency),
  };
}
