import { Logger } from '@nestjs/common';
import { CircuitBreaker, type ModelCatalogue, type RosterProvider } from '@vox/outbound';
import {
  type Clock,
  ConfigError,
  type ProviderErrorCategory,
  type SpeechRecognizer,
} from '@vox/voice-core';

import { type SttConfig, type SttProviderName, sttProviderOrder } from '../config';
import { environmentRecognizer, rowRecognizer, rowSettings } from './make-recognizer';
import { type SttProviderRow, type SttRowKind, sttRowKinds } from './stt-provider-row';

/** Each failure is a silence that somebody hears: with another engine to ask, two are enough. */
const WITH_STAND_IN = { failureThreshold: 2 } as const;

/** A blip; a timeout has already cost all the time there was. */
const TRANSIENT: ReadonlySet<ProviderErrorCategory> = new Set([
  'connectivity',
  'server',
  'rate-limit',
]);

/** WhisperX mends its connections itself. */
const TRANSIENT_BUT_CONNECTION: ReadonlySet<ProviderErrorCategory> = new Set(['rate-limit']);

/** One recognizer as the service sees it. */
export type SttProvider = RosterProvider & {
  readonly adapter: SpeechRecognizer & ModelCatalogue;
  /** End of the utterance → final; Infinity when the adapter keeps a deadline of its own. */
  readonly finalTimeoutMs: number;
  /** What is worth asking the same one once more, at once. */
  readonly retryOn: ReadonlySet<ProviderErrorCategory>;
};

export type SttProviderDeps = {
  readonly clock: Clock;
  /** @throws ConfigError when a model file is missing. */
  readonly loadEmbedded: () => Promise<SpeechRecognizer>;
  /** Whether nobody is asked after that one; as the environment has it when absent. */
  readonly isLast?: (id: string) => boolean;
};

/**
 * The engines of the environment in the order in which they are asked, each with its breaker. Called once per process.
 * @throws ConfigError when the first engine is the embedded one and its models are missing.
 */
export async function sttProviders(stt: SttConfig, deps: SttProviderDeps): Promise<SttProvider[]> {
  const order = sttProviderOrder(stt);
  const providers: SttProvider[] = [];
  for (const [index, name] of order.entries()) {
    const isLast = index === order.length - 1;
    if (name !== 'embedded') {
      providers.push(environmentProvider(name, stt, { isLast: () => isLast, ...deps }, isLast));
      continue;
    }
    const adapter = await (index === 0 ? deps.loadEmbedded() : embeddedIfThere(deps));
    if (adapter !== undefined) providers.push(withBreaker(name, name, adapter, stt, deps, isLast));
  }
  return providers;
}

/** Servers that the environment knows and asks of itself never: agents may name them. */
export function otherSttProviders(stt: SttConfig, deps: SttProviderDeps): SttProvider[] {
  return otherSttNames(stt).map((name) =>
    environmentProvider(name, stt, { isLast: () => false, ...deps }, false),
  );
}

/** Their names. */
export function otherSttNames(stt: SttConfig): SttRowKind[] {
  const order: readonly SttProviderName[] = sttProviderOrder(stt);
  const url: Readonly<Record<SttRowKind, string | undefined>> = {
    openai: stt.STT_OPENAI_BASE_URL,
    whisperx: stt.WHISPER_SERVER_URL,
    whisperlive: stt.WHISPERLIVE_URL,
    deepgram: stt.DEEPGRAM_URL,
  };
  return sttRowKinds.filter((kind) => url[kind] !== undefined && !order.includes(kind));
}

/** A server that people have added; another engine stands in for it, the embedded one if nobody else. */
export function rowProvider(
  row: SttProviderRow,
  stt: SttConfig,
  { clock, isLast }: Pick<SttProviderDeps, 'clock' | 'isLast'>,
): SttProvider {
  const adapter = rowRecognizer(row, stt, { clock, isLast: () => isLast?.(row.id) ?? false });
  const { timeoutMs } = rowSettings(row, stt);
  const settings = { STT_FINAL_TIMEOUT_MS: timeoutMs };
  return withBreaker(row.id, row.kind, adapter, settings, { clock }, false);
}

function environmentProvider(
  name: SttRowKind,
  stt: SttConfig,
  { clock, isLast }: Required<Pick<SttProviderDeps, 'clock' | 'isLast'>>,
  isLastOfAll: boolean,
): SttProvider {
  const adapter = environmentRecognizer(name, stt, { clock, isLast: () => isLast(name) });
  return withBreaker(name, name, adapter, stt, { clock }, isLastOfAll);
}

function withBreaker(
  id: string,
  kind: SttProviderName,
  adapter: SpeechRecognizer,
  { STT_FINAL_TIMEOUT_MS: timeoutMs }: Pick<SttConfig, 'STT_FINAL_TIMEOUT_MS'>,
  { clock }: Pick<SttProviderDeps, 'clock'>,
  isLast: boolean,
): SttProvider {
  const isWhisperX = kind === 'whisperx';
  return {
    kind: 'stt',
    id,
    adapter,
    breaker: new CircuitBreaker(clock, isLast ? {} : WITH_STAND_IN),
    // WhisperX counts its deadline from `finalize`, which a mended connection sends late.
    finalTimeoutMs: isWhisperX ? Infinity : timeoutMs,
    retryOn: isWhisperX ? TRANSIENT_BUT_CONNECTION : TRANSIENT,
  };
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
