import { randomUUID } from 'node:crypto';

import { ConflictException } from '@nestjs/common';
import {
  changeAlone,
  isProviderRow,
  lockTable,
  SpeechProviderEntity,
  type SpeechService,
  type StoredVoice,
} from '@vox/database';
import type { EntityManager, Repository } from 'typeorm';

import type { ConversationService } from '../../conversation';
import { badField, conflictingField } from '../../http';
import type { ProviderChanges } from '../provider-changes';
import { agentsSpeaking, assertMayBeAsked, noProvider } from '../provider-rows';
import type { ModelsJson } from '../provider.schema';
import type { OpenedSpeechRow, SpeechKeys, SpeechRow } from './speech-keys';
import type { ListName, SpeechLists } from './speech-lists';
import type { SpeechLoader } from './speech-loader';
import {
  type EnvironmentSpeechProvider,
  speechEnvironmentJson,
  type SpeechProviderJson,
  speechRowJson,
  toColumns,
  type UpdateSpeechProvider,
} from './speech-provider.schema';

/** Of each service: each is asked in the background how it is, and for what all before it fail. */
const MOST_ROWS = 100;

/** What a row cannot be, whatever else it is. */
export type Misfit = { readonly field: string; readonly message: string };

export type SpeechProvidersDeps = {
  readonly rows: Repository<SpeechProviderEntity>;
  readonly keys: SpeechKeys;
  readonly loader: SpeechLoader;
  readonly lists: SpeechLists;
  readonly conversations: ConversationService;
  readonly changes: ProviderChanges;
};

/** Servers of one service: those of the environment as they are, and those that people add, change and take away. */
export abstract class SpeechProvidersService<Kind extends string> {
  constructor(
    private readonly service: SpeechService,
    private readonly kinds: readonly Kind[],
    private readonly deps: SpeechProvidersDeps,
  ) {}

  /** In their order. */
  protected abstract get environment(): readonly EnvironmentSpeechProvider[];

  /** Why a server of that kind cannot be set so; undefined where it can. */
  protected abstract misfitOf(row: Omit<SpeechProviderEntity, 'id'>): Misfit | undefined;

  /** All, those of the environment first. */
  async list(): Promise<SpeechProviderJson[]> {
    const rows = await this.deps.rows.findBy({ service: this.service });
    return [
      ...this.environment.map((provider) => this.#environmentJson(provider)),
      ...(await Promise.all(rows.map((row) => this.#rowJson(row)))),
    ];
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<SpeechProviderJson> {
    if (isProviderRow(id)) return this.#rowJson(await this.row(id));
    return this.#environmentJson(this.ofEnvironment(id));
  }

  /**
   * @throws BadRequestException when its address is none that may be asked, or its kind has no such setting;
   * ConflictException when the name is taken, or there are too many.
   */
  async create(request: UpdateSpeechProvider): Promise<SpeechProviderJson> {
    await assertMayBeAsked(request.base_url);
    const { service, deps } = this;
    const id = randomUUID();
    const apiKey = (await this.#sealed(id, request.api_key)) ?? null;
    const row = deps.rows.create({ ...toColumns(request), id, service, apiKey });
    this.#assertFits(row);
    await this.#change(async (manager) => {
      if ((await manager.countBy(SpeechProviderEntity, { service })) >= MOST_ROWS) {
        throw new ConflictException(`There are ${MOST_ROWS} providers: delete one`);
      }
      await manager.insert(SpeechProviderEntity, row);
    });
    return this.#told('created', id);
  }

  /** @throws NotFoundException, BadRequestException and ConflictException as `create`; ConflictException when read-only. */
  async update(id: string, request: UpdateSpeechProvider): Promise<SpeechProviderJson> {
    this.#assertRow(id);
    await assertMayBeAsked(request.base_url);
    const apiKey = await this.#sealed(id, request.api_key);
    await this.#change(async (manager) => {
      const row = await this.row(id, manager);
      const before = whereabouts(row);
      Object.assign(row, toColumns(request));
      // A key must not go to another place, and what was listed there is not here.
      if (whereabouts(row) !== before) Object.assign(row, { apiKey: null, ...NOTHING_LISTED });
      Object.assign(row, apiKey === undefined ? {} : { apiKey });
      this.#assertFits(row);
      await manager.save(row);
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
      await this.row(id, manager);
      const { ids, dependent } = await agentsSpeaking(manager, this.service, id);
      if (dependent.length > 0) {
        throw new ConflictException(
          `These agents ask nobody else; change their ${this.service}_steps first: ${dependent.join(', ')}`,
        );
      }
      await manager.delete(SpeechProviderEntity, { id });
      return ids;
    });
    for (const agentId of agentIds) await this.deps.conversations.refreshAgent(agentId);
    this.deps.changes.tell({ service: this.service, type: 'deleted', providerId: id });
  }

  /**
   * As it listed them last, or lists them now.
   * @throws NotFoundException; BadGatewayException when it does not list them, ConflictException when it cannot be asked, or
   * servers of its kind list none.
   */
  async models(id: string, isRefreshed: boolean): Promise<ModelsJson> {
    const { listed, fetchedAt } = await this.listed(id, 'models', isRefreshed, (which) =>
      this.askModels(which),
    );
    return { models: [...listed], fetched_at: fetchedAt.toISOString() };
  }

  /** Undefined where servers of its kind list none. @throws ProviderError */
  protected abstract askModels(
    which: string | SpeechRow<Kind>,
  ): Promise<readonly string[] | undefined>;

  /** @throws as `models` */
  protected async listed<T extends string | StoredVoice>(
    id: string,
    name: ListName,
    isRefreshed: boolean,
    ask: (which: string | SpeechRow<Kind>) => Promise<readonly T[] | undefined>,
  ) {
    const { lists } = this.deps;
    if (!isProviderRow(id)) {
      const { id: which } = this.ofEnvironment(id);
      return lists.ofEnvironment(`${this.service} ${id}`, name, isRefreshed, () => ask(which));
    }
    const stored = await this.row(id);
    return lists.ofRow(stored, name, isRefreshed, async () => {
      const { row, problem } = await this.opened(stored);
      if (row === undefined) throw new ConflictException(problem);
      return ask(row);
    });
  }

  /** @throws NotFoundException */
  protected async row(
    id: string,
    manager: EntityManager = this.deps.rows.manager,
  ): Promise<SpeechProviderEntity> {
    const { service } = this;
    const row = await manager.findOneBy(SpeechProviderEntity, { id, service });
    if (row === null) throw noProvider();
    return row;
  }

  /** @throws NotFoundException */
  protected ofEnvironment(id: string): EnvironmentSpeechProvider {
    const provider = this.environment.find((one) => one.id === id);
    if (provider === undefined) throw noProvider();
    return provider;
  }

  async #told(type: 'created' | 'updated', id: string): Promise<SpeechProviderJson> {
    const provider = await this.get(id);
    this.deps.changes.tell({ service: this.service, type, providerId: id, provider });
    return provider;
  }

  #assertRow(id: string): void {
    if (isProviderRow(id)) return;
    const { id: name } = this.ofEnvironment(id);
    throw new ConflictException(`${name} is set by the environment: change it there, and restart`);
  }

  #assertFits(row: SpeechProviderEntity): void {
    const misfit = this.misfitOf(row);
    if (misfit !== undefined) throw badField(misfit.field, misfit.message);
  }

  /** Null: none; undefined: as it is. */
  async #sealed(id: string, apiKey: string | null | undefined): Promise<string | null | undefined> {
    return apiKey === undefined || apiKey === null ? apiKey : this.deps.keys.seal(id, apiKey);
  }

  protected opened(row: SpeechProviderEntity): Promise<OpenedSpeechRow<Kind>> {
    return this.deps.keys.open(row, this.kinds);
  }

  async #rowJson(row: SpeechProviderEntity): Promise<SpeechProviderJson> {
    const { problem } = await this.opened(row);
    return speechRowJson(row, problem);
  }

  #environmentJson(provider: EnvironmentSpeechProvider): SpeechProviderJson {
    const id = `${this.service} ${provider.id}`;
    const { lists } = this.deps;
    return speechEnvironmentJson(
      provider,
      lists.lastOfEnvironment(id, 'models'),
      lists.lastOfEnvironment(id, 'voices'),
    );
  }

  /** One change at a time; once it is made, the next request follows it. */
  async #change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const done = await changeAlone(this.deps.rows.manager, 'speech_providers', work, () =>
      conflictingField('name', 'another provider has this name'),
    );
    await this.deps.loader.reload();
    return done;
  }
}

const NOTHING_LISTED = {
  models: [],
  modelsFetchedAt: null,
  voices: [],
  voicesFetchedAt: null,
} as const;

function whereabouts({ kind, baseUrl }: SpeechProviderEntity): string {
  return `${kind} ${new URL(baseUrl).origin}`;
}
