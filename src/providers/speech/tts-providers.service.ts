import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SpeechProviderEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { ttsAudioFormats, ttsMostConcurrent } from '../../config';
import { TtsRoster, ttsRowKinds } from '../../tts';
import { SpeechKeys } from './speech-keys';
import { SpeechLoader } from './speech-loader';
import type { EnvironmentSpeechProvider } from './speech-provider.schema';
import { type Misfit, SpeechProvidersService } from './speech-providers.service';

/** Servers that speak. */
@Injectable()
export class TtsProvidersService extends SpeechProvidersService {
  constructor(
    @InjectRepository(SpeechProviderEntity) rows: Repository<SpeechProviderEntity>,
    keys: SpeechKeys,
    loader: SpeechLoader,
    private readonly roster: TtsRoster,
  ) {
    super('tts', ttsRowKinds, { rows, keys, loader });
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
