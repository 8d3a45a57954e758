import { BadGatewayException, ConflictException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LlmProviderEntity } from '@vox/database';
import { repairText } from '@vox/protocol';
import { ProviderError } from '@vox/voice-core';
import { IsNull, Repository } from 'typeorm';

import { type LlmProviderRow, LlmTrials } from '../llm';
import { ProviderKeys } from './provider-keys';

/** Of one server's list: longer ones nobody reads. */
const MOST_MODELS = 2000;
const MODEL_LENGTH = 200;

/** Models as a server listed them. */
export type Models = { readonly models: readonly string[]; readonly fetchedAt: Date | null };

type Listed = Models & { readonly fetchedAt: Date };

/** What servers list, as it was last: in the row of a provider that people have added, in memory of the others. */
@Injectable()
export class ProviderModels {
  readonly #ofEnvironment = new Map<string, Listed>();

  constructor(
    @InjectRepository(LlmProviderEntity) private readonly rows: Repository<LlmProviderEntity>,
    private readonly keys: ProviderKeys,
    private readonly trials: LlmTrials,
  ) {}

  /** As far as it is known. */
  lastOfEnvironment(name: string): Models {
    return this.#ofEnvironment.get(name) ?? { models: [], fetchedAt: null };
  }

  /** @throws BadGatewayException when it does not list them. */
  async ofEnvironment(name: string, isRefreshed: boolean): Promise<Listed> {
    const known = this.#ofEnvironment.get(name);
    if (known !== undefined && !isRefreshed) return known;
    const listed = await this.#ask(name);
    this.#ofEnvironment.set(name, listed);
    return listed;
  }

  /** @throws BadGatewayException when it does not list them, ConflictException when it cannot be asked. */
  async ofRow(stored: LlmProviderEntity, isRefreshed: boolean): Promise<Listed> {
    const { id, models, modelsFetchedAt: fetchedAt, kind, baseUrl } = stored;
    if (fetchedAt !== null && !isRefreshed) return { models, fetchedAt };
    const { row, problem } = await this.keys.open(stored);
    if (row === undefined) throw new ConflictException(problem);
    const listed = await this.#ask(row);
    await this.rows.update(
      // Unless it leads elsewhere by now.
      { id, kind, baseUrl: baseUrl ?? IsNull() },
      {
        models: [...listed.models],
        modelsFetchedAt: listed.fetchedAt,
        // Nothing that people have set has changed.
        updatedAt: () => 'updated_at',
      },
    );
    return listed;
  }

  async #ask(which: string | LlmProviderRow): Promise<Listed> {
    try {
      const listed = (await this.trials.models(which)).slice(0, MOST_MODELS);
      const models = listed.map((model) => repairText(model.slice(0, MODEL_LENGTH)));
      return { models, fetchedAt: new Date() };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { category, message } = error;
      throw new BadGatewayException(`It does not list its models (${category}): ${message}`);
    }
  }
}
