import { ProviderRoster, shownUrl } from '@vox/outbound';
import type { Clock } from '@vox/voice-core';

import type { AppConfig } from '../config';
import { environmentSettings, environmentVoice } from './make-synthesizer';
import {
  otherTtsNames,
  otherTtsProviders,
  rowProvider,
  type TtsProvider,
  ttsProviderOrder,
  ttsProviders,
} from './tts-providers';
import type { TtsProviderRow, TtsRowKind } from './tts-provider-row';

type TtsConfig = AppConfig['tts'];

/** An engine that the environment configures, as it may be shown: without its key, and without what its URL may hold of one. */
export type EnvironmentTtsProvider = {
  readonly id: string;
  /** Absent where it leads nowhere. */
  readonly baseUrl?: string;
  readonly hasApiKey: boolean;
  readonly model?: string;
  readonly voice?: string;
  readonly audioFormat?: string;
  readonly timeoutMs: number;
  readonly maxConcurrency?: number;
};

/** Who is given a sentence: the engines of the environment, and those that people have added. The caller closes them. */
export class TtsRoster extends ProviderRoster<TtsProvider, TtsProviderRow> {
  /** Called once per process; the embedded engine, where it is asked, is warm when it resolves. */
  static async of(tts: TtsConfig, clock: Clock): Promise<TtsRoster> {
    return new TtsRoster(tts, clock, await ttsProviders(tts, clock));
  }

  private constructor(
    private readonly tts: TtsConfig,
    clock: Clock,
    environment: readonly TtsProvider[],
  ) {
    super({
      environment,
      others: otherTtsProviders(tts, clock),
      before: placeOfRows(tts),
      fallsBack: tts.TTS_FALLBACKS.length > 0,
      make: (row) => rowProvider(row, tts, clock),
    });
  }

  /** Those that the environment configures, in the order in which they are asked; last those that nobody asks unnamed. */
  get environment(): readonly EnvironmentTtsProvider[] {
    const { tts } = this;
    const timeoutMs = tts.TTS_TIMEOUT_S * 1000;
    return [...ttsProviderOrder(tts), ...otherTtsNames(tts)].map((name) =>
      name === 'embedded'
        ? { id: name, hasApiKey: false, timeoutMs }
        : { ...shown(name, tts), timeoutMs },
    );
  }
}

/** After the servers of the environment; before its embedded engine, unless that was asked for by name. */
function placeOfRows(tts: TtsConfig): number {
  const order = ttsProviderOrder(tts);
  const embedded = order.indexOf('embedded');
  return embedded < 0 || tts.TTS_PROVIDER === 'embedded' ? order.length : embedded;
}

function shown(name: TtsRowKind, tts: TtsConfig): Omit<EnvironmentTtsProvider, 'timeoutMs'> {
  const { url, apiKey, model, audioFormat, maxConcurrency } = environmentSettings(name, tts);
  return {
    id: name,
    ...(url === undefined ? {} : { baseUrl: shownUrl(url) }),
    hasApiKey: apiKey !== undefined,
    ...(model === undefined ? {} : { model }),
    voice: environmentVoice(name, tts),
    ...(audioFormat === undefined ? {} : { audioFormat }),
    maxConcurrency,
  };
}
