import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isProviderRow, SpeechProviderEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { sttAudioFormats } from '../../config';
import { ConversationService } from '../../conversation';
import { type SttProviderRow, SttRoster, type SttRowKind, sttRowKinds, SttTrials } from '../../stt';
import { ProviderChanges } from '../provider-changes';
import { SpeechKeys } from './speech-keys';
import { SpeechLists } from './speech-lists';
import { SpeechLoader } from './speech-loader';
import type { EnvironmentSpeechProvider } from './speech-provider.schema';
import { type SttTrialJson, sttTrialJson } from './speech-trial.schema';
import { type Misfit, SpeechProvidersService } from './speech-providers.service';

/** Kinds that know a key. */
const WITH_KEY: ReadonlySet<string> = new Set(['openai', 'deepgram']);

/** Servers that hear. */
@Injectable()
export class SttProvidersService extends SpeechProvidersService<SttRowKind> {
  constructor(
    @InjectRepository(SpeechProviderEntity) rows: Repository<SpeechProviderEntity>,
    keys: SpeechKeys,
    loader: SpeechLoader,
    lists: SpeechLists,
    conversations: ConversationService,
    changes: ProviderChanges,
    private readonly roster: SttRoster,
    private readonly trials: SttTrials,
  ) {
    super('stt', sttRowKinds, { rows, keys, loader, lists, conversations, changes });
  }

  /**
   * How it hears now.
   * @throws NotFoundException
   */
  async test(id: string): Promise<SttTrialJson> {
    if (!isProviderRow(id)) return sttTrialJson(await this.trials.try(this.ofEnvironment(id).id));
    const { row, problem } = await this.opened(await this.row(id));
    if (row !== undefined) return sttTrialJson(await this.trials.try(row));
    const failure = { category: 'authentication', message: problem } as const;
    return sttTrialJson({ ok: false, latencyMs: 0, said: '', ...failure });
  }

  protected override askModels(which: string | SttProviderRow) {
    return this.trials.models(which);
  }

  protected override get environment(): readonly EnvironmentSpeechProvider[] {
    return this.roster.environment;
  }

  protected override misfitOf({
    kind,
    baseUrl,
    apiKey,
    audioFormat,
  }: SpeechProviderEntity): Misfit | undefined {
    const isHttp = baseUrl.startsWith('http');
    if (isHttp !== (kind === 'openai')) {
      const wanted = isHttp ? 'ws:// or wss://' : 'http:// or https://';
      return { field: 'base_url', message: `of ${kind} must start with ${wanted}` };
    }
    if (apiKey !== null && !WITH_KEY.has(kind)) {
      return { field: 'api_key', message: `${kind} takes none` };
    }
    const formats = (sttAudioFormats as Readonly<Record<string, readonly string[]>>)[kind] ?? [];
    if (audioFormat === null || formats.includes(audioFormat)) return undefined;
    const choice = formats.length === 0 ? 'has no choice' : `takes ${formats.join(' or ')}`;
    return { field: 'audio_format', message: `${kind} ${choice}` };
  }
}
