import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LlmProviderEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { type LlmProviderRow, LlmProviders } from '../llm';
import { ProviderKeys } from './provider-keys';
import { inOrder } from './provider-page';
import { ProviderLoader } from './provider-loader';

/** Hands the rows that may be asked to the language models. */
@Injectable()
export class ProviderRoster extends ProviderLoader {
  constructor(
    @InjectRepository(LlmProviderEntity) private readonly rows: Repository<LlmProviderEntity>,
    private readonly keys: ProviderKeys,
    private readonly providers: LlmProviders,
  ) {
    super();
  }

  protected override async load(): Promise<void> {
    const stored = await this.rows.findBy({ isEnabled: true });
    const opened = await Promise.all(stored.toSorted(inOrder).map((row) => this.#open(row)));
    this.providers.setRows(opened.flatMap((row) => row ?? []));
  }

  async #open(stored: LlmProviderEntity): Promise<LlmProviderRow | undefined> {
    const { row, problem } = await this.keys.open(stored);
    if (row === undefined) this.warn(stored, problem);
    return row;
  }
}
