import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SpeechProviderEntity, type SpeechService } from '@vox/database';
import { Repository } from 'typeorm';

import { SttRoster, sttRowKinds } from '../../stt';
import { TtsRoster, ttsRowKinds } from '../../tts';
import { inOrder } from '../provider-page';
import { ProviderLoader } from '../provider-loader';
import { SpeechKeys, type SpeechRow } from './speech-keys';

/** Hands the rows that may be asked to those who hear and who speak. */
@Injectable()
export class SpeechLoader extends ProviderLoader {
  constructor(
    @InjectRepository(SpeechProviderEntity)
    private readonly rows: Repository<SpeechProviderEntity>,
    private readonly keys: SpeechKeys,
    private readonly stt: SttRoster,
    private readonly tts: TtsRoster,
  ) {
    super();
  }

  protected override async load(): Promise<void> {
    const stored = (await this.rows.findBy({ isEnabled: true })).toSorted(inOrder);
    this.stt.setRows(await this.#opened(stored, 'stt', sttRowKinds));
    this.tts.setRows(await this.#opened(stored, 'tts', ttsRowKinds));
  }

  async #opened<Kind extends string>(
    stored: readonly SpeechProviderEntity[],
    service: SpeechService,
    kinds: readonly Kind[],
  ): Promise<SpeechRow<Kind>[]> {
    const own = stored.filter((row) => row.service === service);
    const opened = await Promise.all(
      own.map(async (entity) => {
        const { row, problem } = await this.keys.open(entity, kinds);
        if (row === undefined) this.warn(entity, problem);
        return row;
      }),
    );
    return opened.flatMap((row) => row ?? []);
  }
}
