import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isProviderRow, SpeechProviderEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { ttsAudioFormats, ttsMostConcurrent } from '../../config';
import { ConversationService } from '../../conversation';
import { type TtsProviderRow, TtsRoster, type TtsRowKind, ttsRowKinds, TtsTrials } from '../../tts';
import { ProviderChanges } from '../provider-changes';
import { SpeechKeys } from './speech-keys';
import { SpeechLists } from './speech-lists';
import { SpeechLoader } from './speech-loader';
import type { EnvironmentSpeechProvider } from './speech-provider.schema';
import { type TtsTrialJson, ttsTrialJson, type VoicesJson } from './speech-trial.schema';
import { type Misfit, SpeechProvidersService } from './speech-providers.service';

/** Servers that speak. */
@Injectable()
export class TtsProvidersService extends SpeechProvidersService<TtsRowKind> {
  constructor(
    @InjectRepository(SpeechProviderEntity) rows: Repository<SpeechProviderEntity>,
    keys: SpeechKeys,
    loader: SpeechLoader,
    lists: SpeechLists,
    conversations: ConversationService,
    changes: ProviderChanges,
    private readonly roster: TtsRoster,
    private readonly trials: TtsTrials,
  ) {
    super('tts', ttsRowKinds, { rows, keys, loader, lists, conversations, changes });
  }

  /**
   * How it speaks now.
   * @throws NotFoundException
   */
  async test(id: string, voice: string | undefined): Promise<TtsTrialJson> {
    if (!isProviderRow(id)) {
      return ttsTrialJson(await this.trials.try(this.ofEnvironment(id).id, voice));
    }
    const { row, problem } = await this.opened(await this.row(id));
    if (row !== undefined) return ttsTrialJson(await this.trials.try(row, voice));
    const failure = { category: 'authentication', message: problem } as const;
    return ttsTrialJson({ ok: false, latencyMs: 0, durationMs: 0, ...failure });
  }

  /**
   * As it listed them last, or lists them now.
   * @throws NotFoundException; BadGatewayException when it does not list them, ConflictException when it cannot be asked.
   */
  async voices(id: string, isRefreshed: boolean): Promise<VoicesJson> {
    const { listed, fetchedAt } = await this.listed(id, 'voices', isRefreshed, (which) =>
      this.trials.voices(which),
    );
    return { voices: [...listed], fetched_at: fetchedAt.toISOString() };
  }

  protected override askModels(which: string | TtsProviderRow) {
    return this.trials.models(which);
  }

  protected override get environment(): readonly EnvironmentSpeechProvider[] {
    return this.roster.environment;
  }

  protected override misfitOf({
    kind,
    apiKey,
    model,
    audioFormat,
    maxConcurrency,
  }: SpeechProviderEntity): Misfit | undefined {
    if (kind !== 'openai' && apiKey !== null)
      return { field: 'api_key', message: `${kind} takes none` };
    if (kind !== 'openai' && model !== null)
      return { field: 'model', message: `${kind} has one only` };
    const most = (ttsMostConcurrent as Readonly<Record<string, number>>)[kind] ?? 1;
    if ((maxConcurrency ?? 1) > most) {
      return { field: 'max_concurrency', message: `${kind} takes ${most} at most` };
    }
    const formats = (ttsAudioFormats as Readonly<Record<string, readonly string[]>>)[kind] ?? [];
    if (audioFormat === null || formats.includes(audioFormat)) return undefined;
    const choice = formats.length === 0 ? 'has no choice' : `sends ${formats.join(' or ')}`;
    return { field: 'audio_format', message: `${kind} ${choice}` };
  }
}
