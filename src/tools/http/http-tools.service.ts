import { randomUUID } from 'node:crypto';

import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { HttpToolEntity, unlessTaken } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { type EntityManager, Repository } from 'typeorm';

import { badField, conflictingField } from '../../http';
import { SecretHeaders } from '../secret-headers';
import { storedRow } from '../stored-row';
import type { ToolDefinition } from '../tool-definition';
import { tried, type ToolTrialJson } from '../tool-trial';
import { ToolsService } from '../tools.service';
import { httpToolOf } from './http-tool';
import type { CreateTool, ListTools, ToolJson, UpdateTool } from './http-tool.schema';
import { HttpToolLoader } from './http-tool-loader';
import { HttpToolRequests } from './http-tool-requests';
import { builtInJson, misfitOf, rowJson, toColumns } from './http-tool-rows';
import { ToolChanges } from './tool-changes';

/** Each is in memory, and none is anything to scroll through. */
const MOST_ROWS = 200;
const COLUMN = 'http_tools.secret_headers';
const TIMEOUT_MS = 10_000;
/** They ask models, and other servers. */
const WORKFLOW_TIMEOUT_MS = 30_000;

/** The tools there are: the built-in ones as they are, and those that people add, change and take away. */
@Injectable()
export class HttpToolsService {
  constructor(
    @InjectRepository(HttpToolEntity) private readonly rows: Repository<HttpToolEntity>,
    private readonly secrets: SecretHeaders,
    private readonly loader: HttpToolLoader,
    private readonly requests: HttpToolRequests,
    private readonly tools: ToolsService,
    private readonly clock: Clock,
    private readonly changes: ToolChanges,
  ) {}

  /** A page, the built-in ones first, then by name; `next` is what the one after it begins with. */
  async list({ limit, after }: ListTools): Promise<{ page: ToolJson[]; next?: string }> {
    const rows = await this.rows.find();
    const stored = await Promise.all(rows.map((row) => this.#json(row)));
    const all = [
      ...this.tools.builtIn.map(builtInJson),
      ...stored.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    ];
    const start = after === undefined ? 0 : this.#firstAfter(all, after);
    const page = all.slice(start, start + limit);
    const last = page.at(-1);
    return last === undefined || start + limit >= all.length ? { page } : { page, next: last.name };
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<ToolJson> {
    const builtIn = this.#builtIn(id);
    return builtIn === undefined ? this.#json(await this.#row(id)) : builtInJson(builtIn);
  }

  /**
   * @throws BadRequestException when the URL and the parameters do not go together; ConflictException when the name is taken,
   * or there are too many.
   */
  async create(request: CreateTool): Promise<ToolJson> {
    const id = randomUUID();
    const isWorkflow = request.workflow !== null;
    const { method = isWorkflow ? 'POST' : 'GET' } = request;
    const row = this.rows.create({
      ...toColumns(request),
      id,
      method,
      timeoutMs: request.timeout_ms ?? (isWorkflow ? WORKFLOW_TIMEOUT_MS : TIMEOUT_MS),
      isReadOnly: request.is_read_only ?? method === 'GET',
      secretHeaders: (await this.secrets.seal(COLUMN, id, request.secret_headers)) ?? null,
    });
    this.#assertFits(row);
    if ((await this.rows.count()) >= MOST_ROWS) {
      throw new ConflictException(`There are ${MOST_ROWS} tools: delete one`);
    }
    await this.#change((manager) => manager.save(row));
    return this.#told('created', id);
  }

  /** @throws NotFoundException; as `create`; ConflictException when it is built-in. */
  async update(id: string, request: UpdateTool): Promise<ToolJson> {
    this.#assertRow(id);
    const secretHeaders = await this.secrets.seal(COLUMN, id, request.secret_headers);
    await this.#change(async (manager) => {
      const row = await this.#row(id, manager);
      const { origin } = new URL(withoutPlaceholders(row.url));
      Object.assign(row, toColumns(request));
      // A secret must not go to another place.
      if (new URL(withoutPlaceholders(row.url)).origin !== origin) row.secretHeaders = null;
      Object.assign(row, secretHeaders === undefined ? {} : { secretHeaders });
      this.#assertFits(row);
      await manager.save(row);
    });
    return this.#told('updated', id);
  }

  /**
   * Agents that name it go on without it.
   * @throws NotFoundException; ConflictException when it is built-in.
   */
  async remove(id: string): Promise<void> {
    this.#assertRow(id);
    await this.#row(id);
    await this.#change((manager) => manager.delete(HttpToolEntity, { id }));
    this.changes.tell({ type: 'deleted', toolId: id });
  }

  /**
   * Calls it, whatever it does, enabled or not.
   * @throws NotFoundException; ConflictException when it is built-in.
   */
  async test(id: string, given: Readonly<Record<string, unknown>>): Promise<ToolTrialJson> {
    this.#assertRow(id);
    const row = await this.#row(id);
    const { headers, problem } = await this.secrets.open(COLUMN, row);
    if (headers === undefined) return { ok: false, status: null, duration_ms: 0, result: problem };
    const tool = httpToolOf(row, headers);
    let status: number | undefined;
    const trial = await tried(this.tools, this.clock, given, {
      ...this.loader.definitionOf(tool),
      invoke: async (checked, { callId, signal }) => {
        // Nobody calls: no session is named.
        const answer = await this.requests.send(tool, checked, { callId, signal });
        status = answer.status;
        return answer.result;
      },
    });
    return { ...trial, status: status ?? null };
  }

  async #told(type: 'created' | 'updated', id: string): Promise<ToolJson> {
    const tool = await this.get(id);
    this.changes.tell({ type, toolId: id, tool });
    return tool;
  }

  #firstAfter(all: readonly ToolJson[], name: string): number {
    const at = all.findIndex((one) => one.name === name);
    if (at >= 0) return at + 1;
    // It was deleted meanwhile.
    const next = all.findIndex((one) => !one.read_only && one.name > name);
    return next < 0 ? all.length : next;
  }

  #builtIn(name: string): ToolDefinition | undefined {
    return this.tools.builtIn.find((tool) => tool.name === name);
  }

  #assertRow(id: string): void {
    if (this.#builtIn(id) === undefined) return;
    throw new ConflictException(`${id} comes with the server: it is as it is`);
  }

  #assertFits(row: HttpToolEntity): void {
    if (this.#builtIn(row.name) !== undefined) {
      throw conflictingField('name', 'is the name of a built-in tool');
    }
    const misfit = misfitOf(row);
    if (misfit !== undefined) throw badField(misfit.field, misfit.message);
  }

  async #row(id: string, manager?: EntityManager): Promise<HttpToolEntity> {
    const row = await storedRow(manager?.getRepository(HttpToolEntity) ?? this.rows, id, {
      isChanged: manager !== undefined,
    });
    if (row === null) throw new NotFoundException('There is no such tool');
    return row;
  }

  async #json(row: HttpToolEntity): Promise<ToolJson> {
    return rowJson(row, await this.secrets.open(COLUMN, row));
  }

  /** Once it is made, the next turn follows it. */
  async #change(work: (manager: EntityManager) => Promise<unknown>): Promise<void> {
    await unlessTaken(
      () => this.rows.manager.transaction(work),
      () => conflictingField('name', 'another tool has this name'),
    );
    await this.loader.reload();
  }
}

function withoutPlaceholders(template: string): string {
  return template.replaceAll(/[{}]/gu, '');
}
