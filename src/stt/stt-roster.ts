import { ProviderRoster, shownUrl } from '@vox/outbound';

import { type SttConfig, sttProviderOrder } from '../config';
import { environmentSettings } from './make-recognizer';
import {
  otherSttNames,
  otherSttProviders,
  rowProvider,
  type SttProvider,
  type SttProviderDeps,
  sttProviders,
} from './stt-providers';
import type { SttProviderRow, SttRowKind } from './stt-provider-row';

/** An engine that the environment configures, as it may be shown: without its key, and without what its URL may hold of one. */
export type EnvironmentSttProvider = {
  readonly id: string;
  /** Absent where it leads nowhere. */
  readonly baseUrl?: string;
  readonly hasApiKey: boolean;
  readonly model?: string;
  readonly language?: string;
  readonly audioFormat?: string;
  readonly timeoutMs: number;
};

/** Whom an utterance is given to: the engines of the environment, and those that people have added. */
export class SttRoster extends ProviderRoster<SttProvider, SttProviderRow> {
  /** Called once per process. @throws ConfigError as `sttProviders` does. */
  static async of(stt: SttConfig, deps: SttProviderDeps): Promise<SttRoster> {
    // It is asked only when an utterance is heard, by then it is there.
    const isLast = (id: string): boolean => roster.route().at(-1)?.provider.id === id;
    const all = { ...deps, isLast };
    const environment = await sttProviders(stt, all);
    const roster = new SttRoster(stt, all, environment);
    return roster;
  }

  private constructor(
    private readonly stt: SttConfig,
    deps: SttProviderDeps,
    environment: readonly SttProvider[],
  ) {
    super({
      environment,
      others: otherSttProviders(stt, deps),
      before: placeOfRows(stt),
      fallsBack: stt.STT_FALLBACK_ORDER?.length !== 0,
      make: (row) => rowProvider(row, stt, deps),
    });
  }

  /** Those that the environment configures, in the order in which they are asked; last those that nobody asks unnamed. */
  get environment(): readonly EnvironmentSttProvider[] {
    const { stt } = this;
    return [...sttProviderOrder(stt), ...otherSttNames(stt)].map((name) =>
      name === 'embedded'
        ? { id: name, hasApiKey: false, timeoutMs: stt.STT_FINAL_TIMEOUT_MS }
        : shown(name, stt),
    );
  }
}

/** After the servers of the environment; before its embedded engine, unless that was asked for by name. */
function placeOfRows(stt: SttConfig): number {
  const order = sttProviderOrder(stt);
  const embedded = order.indexOf('embedded');
  return embedded < 0 || stt.STT_PROVIDER === 'embedded' ? order.length : embedded;
}

function shown(name: SttRowKind, stt: SttConfig): EnvironmentSttProvider {
  const { url, apiKey, ...settings } = environmentSettings(name, stt);
  return {
    id: name,
    ...(url === undefined ? {} : { baseUrl: shownUrl(url) }),
    hasApiKey: apiKey !== undefined,
    ...settings,
  };
}
