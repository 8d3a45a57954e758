import { randomUUID } from 'node:crypto';

import { ConflictException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { changeAlone, isProviderRow, LlmProviderEntity, lockTable } from '@vox/database';
import { type EntityManager, Repository } from 'typeorm';

import { ConversationService } from '../conversation';
import { badField, conflictingField } from '../http';
import { type EnvironmentProvider, LlmProviders, llmRowKinds, LlmTrials } from '../llm';
import { ProviderChanges } from './provider-changes';
import { ProviderKeys } from './provider-keys';
import { ProviderModels } from './provider-models';
import { ProviderRoster } from './provider-roster';
import { agentsAsking, assertMayBeAsked, findRow, noProvider, toColumns } from './provider-rows';
import {
  type CreateProvider,
  environmentJson,
  type ModelsJson,
  type ProviderJson,
  rowJson,
  type TrialJson,
  trialJson,
  type UpdateProvider,
} from './provider.schema';

/** Each is asked in the background how it is, and for each reply that all before it fail. */
const MOST_ROWS = 100;

/** Servers of language models: those of the environment as they are, and those that people add, change and take away. */
@Injectable()
export class ProvidersService {
  constructor(
    @InjectRepository(LlmProviderEntity) private readonly rows: Repository<LlmProviderEntity>,
    private readonly roster: ProviderRoster,
    private readonly keys: ProviderKeys,
    private readonly known: ProviderModels,
    private readonly providers: LlmProviders,
    private readonly trials: LlmTrials,
    private readonly conversations: ConversationService,
    private readonly changes: ProviderChanges,
  ) {}

  /** All, those of the environment first. */
  async list(): Promise<ProviderJson[]> {
    const rows = await this.rows.find();
    return [
      ...this.providers.environment.map((provider) => this.#environmentJson(provider)),
      ...(await Promise.all(rows.map((row) => this.#rowJson(row)))),
    ];
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<ProviderJson> {
    if (isProviderRow(id)) return this.#rowJson(await findRow(this.rows.manager, id));
    return this.#environmentJson(this.#ofEnvironment(id));
  }

  /**
   * @throws BadRequestException when its address is none that may be asked; ConflictException when the name is taken, or
   * there are too many.
   */
  async create(request: CreateProvider): Promise<ProviderJson> {
    this.#assertBaseUrl(request.kind, request.base_url);
    await assertMayBeAsked(request.base_url);
    const id = randomUUID();
    const apiKey = (await this.#sealed(id, request.api_key)) ?? null;
    await this.#change(async (manager) => {
      if ((await manager.count(LlmProviderEntity)) >= MOST_ROWS) {
        throw new ConflictException(`There are ${MOST_ROWS} providers: delete one`);
      }
      await manager.insert(LlmProviderEntity, { ...toColumns(request), id, apiKey });
    });
    return this.#told('created', id);
  }

  /** @throws NotFoundException, BadRequestException and ConflictException as `create`; ConflictException when read-only. */
  async update(id: string, request: UpdateProvider): Promise<ProviderJson> {
    this.#assertRow(id);
    await assertMayBeAsked(request.base_url);
    const apiKey = await this.#sealed(id, request.api_key);
    await this.#change(async (manager) => {
      const row = await findRow(manager, id);
      const origin = this.#originOf(row);
      Object.assign(row, toColumns(request));
      this.#assertBaseUrl(row.kind, row.baseUrl);
      // A key must not go to another place, and what was listed there is not here.
      const moves = this.#originOf(row) !== origin;
      if (moves) Object.assign(row, { apiKey: null, models: [], modelsFetchedAt: null });
      await manager.save(Object.assign(row, apiKey === undefined ? {} : { apiKey }));
    });
    return this.#told('updated', id);
  }

  /**
   * Agents that ask others, too, go on without it.
   * @throws NotFoundException; ConflictException when read-only, or when agents ask nobody else: it names them.
   */
  async remove(id: string): Promise<void> {
    this.#assertRow(id);
    const agentIds = await this.#change(async (manager) => {
      // As agents are changed: nobody begins to ask it meanwhile.
      await lockTable(manager, 'agents');
      await findRow(manager, id);
      const { ids, dependent } = await agentsAsking(manager, id);
      if (dependent.length > 0) {
        throw new ConflictException(
          `These agents ask nobody else; change their llm_steps first: ${dependent.join(', ')}`,
        );
      }
      await manager.delete(LlmProviderEntity, { id });
      return ids;
    });
    for (const agentId of agentIds) await this.conversations.refreshAgent(agentId);
    this.changes.tell({ service: 'llm', type: 'deleted', providerId: id });
  }

  /**
   * How it answers now.
   * @throws NotFoundException; ConflictException where asking would run a workflow.
   */
  async test(id: string, model: string | undefined): Promise<TrialJson> {
    if (!isProviderRow(id)) {
      const { model: usual } = this.#ofEnvironment(id);
      if (id === 'n8n') throw new ConflictException('A test would run the workflow');
      return trialJson(await this.trials.try(id, model), model ?? usual ?? null);
    }
    const { row, problem } = await this.keys.open(await findRow(this.rows.manager, id));
    if (row === undefined) {
      const failure = { category: 'authentication', message: problem } as const;
      return trialJson({ ok: false, latencyMs: 0, ...failure }, model ?? null);
    }
    const asked = model ?? row.model ?? this.providers.usual(row.kind).model ?? null;
    return trialJson(await this.trials.try(row, model), asked);
  }

  /**
   * As it listed them last, or lists them now.
   * @throws NotFoundException; BadGatewayException when it does not list them, ConflictException when it cannot be asked.
   */
  async models(id: string, isRefreshed: boolean): Promise<ModelsJson> {
    const { models, fetchedAt } = isProviderRow(id)
      ? await this.known.ofRow(await findRow(this.rows.manager, id), isRefreshed)
      : await this.known.ofEnvironment(this.#ofEnvironment(id).name, isRefreshed);
    return { models: [...models], fetched_at: fetchedAt.toISOString() };
  }

  async #told(type: 'created' | 'updated', id: string): Promise<ProviderJson> {
    const provider = await this.get(id);
    this.changes.tell({ service: 'llm', type, providerId: id, provider });
    return provider;
  }

  /** Null: none; undefined: as it is. */
  async #sealed(id: string, apiKey: string | null | undefined): Promise<string | null | undefined> {
    return apiKey === undefined || apiKey === null ? apiKey : this.keys.seal(id, apiKey);
  }

  /** @throws NotFoundException */
  #ofEnvironment(id: string): EnvironmentProvider {
    const provider = this.providers.environment.find(({ name }) => name === id);
    if (provider === undefined) throw noProvider();
    return provider;
  }

  #assertRow(id: string): void {
    if (isProviderRow(id)) return;
    const { name } = this.#ofEnvironment(id);
    throw new ConflictException(`${name} is set by the environment: change it there, and restart`);
  }

  #assertBaseUrl(kind: string, baseUrl: string | null): void {
    if (baseUrl !== null || this.#usualBaseUrl(kind) !== undefined) return;
    throw badField('base_url', `a ${kind} server needs one`);
  }

  #originOf({ kind, baseUrl }: LlmProviderEntity): string | undefined {
    const url = baseUrl ?? this.#usualBaseUrl(kind);
    return url === undefined ? undefined : new URL(url).origin;
  }

  #usualBaseUrl(kind: string): string | undefined {
    const known = llmRowKinds.find((one) => one === kind);
    return known === undefined ? undefined : this.providers.usual(known).baseUrl;
  }

  async #rowJson(row: LlmProviderEntity): Promise<ProviderJson> {
    const { problem } = await this.keys.open(row);
    return rowJson(row, problem);
  }

  #environmentJson(provider: EnvironmentProvider): ProviderJson {
    return environmentJson(provider, this.known.lastOfEnvironment(provider.name));
  }

  /** One change at a time; once it is made, replies follow it. */
  async #change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const done = await changeAlone(this.rows.manager, 'llm_providers', work, () =>
      conflictingField('name', 'another provider has this name'),
    );
    await this.roster.reload();
    return done;
  }
}
