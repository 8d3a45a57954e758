import { randomUUID } from 'node:crypto';

import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { McpServerEntity, unlessTaken } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { type EntityManager, Repository } from 'typeorm';

import { conflictingField } from '../../http';
import { SecretHeaders } from '../secret-headers';
import { storedRow } from '../stored-row';
import { tried, type ToolTrialJson } from '../tool-trial';
import { ToolsService } from '../tools.service';
import { ConfiguredMcpServers } from './configured-mcp-servers';
import { reasonOf } from './mcp-failure';
import { type McpPlace, type McpServer, mcpServerOf } from './mcp-server';
import { configuredJson, rowJson, type Seen, toColumns, toolJson } from './mcp-server-rows';
import type {
  CreateMcpServer,
  ListMcpServers,
  McpServerJson,
  McpToolJson,
  McpTrialJson,
  UpdateMcpServer,
} from './mcp-server.schema';
import { McpServerLoader } from './mcp-server-loader';
import { McpServers } from './mcp-servers';
import { openMcpClient } from './open-mcp-client';

/** Each has a connection of its own. */
const MOST_ROWS = 50;
const COLUMN = 'mcp_servers.secret_headers';

/** The servers of tools there are: those of the configuration as they are, and those that people add, change and take away. */
@Injectable()
export class McpServersService {
  constructor(
    @InjectRepository(McpServerEntity) private readonly rows: Repository<McpServerEntity>,
    private readonly secrets: SecretHeaders,
    private readonly loader: McpServerLoader,
    private readonly servers: McpServers,
    private readonly configured: ConfiguredMcpServers,
    private readonly clock: Clock,
    private readonly offered: ToolsService,
  ) {}

  /** A page, by name; `next` is what the one after it begins with. */
  async list({ limit, after }: ListMcpServers): Promise<{ page: McpServerJson[]; next?: string }> {
    const rows = await this.rows.find();
    const stored = await Promise.all(rows.map((row) => this.#json(row)));
    const all = [...this.configured.all.map((server) => this.#configuredJson(server)), ...stored];
    const ordered = all
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .filter(({ name }) => after === undefined || name > after);
    const page = ordered.slice(0, limit);
    const last = page.at(-1);
    return last === undefined || limit >= ordered.length ? { page } : { page, next: last.name };
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<McpServerJson> {
    const configured = this.#configured(id);
    return configured === undefined
      ? this.#json(await this.#row(id))
      : this.#configuredJson(configured);
  }

  /**
   * What the server listed last, by the names that models are given.
   * @throws NotFoundException
   */
  async tools(id: string): Promise<McpToolJson[]> {
    await this.get(id);
    return this.servers.toolsOf(id).map(toolJson);
  }

  /** @throws ConflictException when the name is taken, or there are too many. */
  async create(request: CreateMcpServer): Promise<McpServerJson> {
    const id = randomUUID();
    this.#assertNameIsFree(request.name);
    const row = this.rows.create({
      ...toColumns(request),
      id,
      secretHeaders: (await this.secrets.seal(COLUMN, id, request.secret_headers)) ?? null,
    });
    if ((await this.rows.count()) >= MOST_ROWS) {
      throw new ConflictException(`There are ${MOST_ROWS} servers: delete one`);
    }
    await this.#change((manager) => manager.save(row));
    await this.servers.asked(id);
    return this.get(id);
  }

  /** @throws NotFoundException; as `create`; ConflictException when the configuration has it. */
  async update(id: string, request: UpdateMcpServer): Promise<McpServerJson> {
    this.#assertRow(id);
    this.#assertNameIsFree(request.name);
    const secretHeaders = await this.secrets.seal(COLUMN, id, request.secret_headers);
    await this.#change(async (manager) => {
      const row = await this.#row(id, manager);
      const { origin } = new URL(row.url);
      Object.assign(row, toColumns(request));
      // A secret must not go to another place.
      if (new URL(row.url).origin !== origin) row.secretHeaders = null;
      Object.assign(row, secretHeaders === undefined ? {} : { secretHeaders });
      await manager.save(row);
    });
    await this.servers.asked(id);
    return this.get(id);
  }

  /**
   * Agents that name its tools go on without them.
   * @throws NotFoundException; ConflictException when the configuration has it.
   */
  async remove(id: string): Promise<void> {
    this.#assertRow(id);
    await this.#row(id);
    await this.#change((manager) => manager.delete(McpServerEntity, { id }));
  }

  /**
   * Connects anew, enabled or not, and asks for its tools; nothing is called.
   * @throws NotFoundException
   */
  async test(id: string): Promise<McpTrialJson> {
    const configured = this.#configured(id);
    if (configured !== undefined) return this.#tried(configured.place);
    const row = await this.#row(id);
    const { headers, problem } = await this.secrets.open(COLUMN, row);
    if (headers === undefined) return { ...NOT_CONNECTED, duration_ms: 0, problem };
    return this.#tried(mcpServerOf(row, headers).place);
  }

  /**
   * Calls one of its tools in nobody's name. What a model is not offered cannot be called.
   * @throws NotFoundException when there is no such server, or it has no such tool (any more).
   */
  async testTool(
    id: string,
    name: string,
    given: Readonly<Record<string, unknown>>,
  ): Promise<ToolTrialJson> {
    await this.get(id);
    const tool = this.servers.toolsOf(id).find((one) => one.name === name)?.definition;
    if (tool === undefined) throw new NotFoundException('The server has no such tool');
    return tried(this.offered, this.clock, given, tool);
  }

  async #tried(place: McpPlace): Promise<McpTrialJson> {
    const startedAtMs = this.clock.nowMs();
    const tookMs = () => Math.round(this.clock.nowMs() - startedAtMs);
    try {
      const { client, close } = await openMcpClient(place, this.servers.rules);
      try {
        const { tools } = await client.listTools();
        const implementation = client.getServerVersion();
        return {
          ok: true,
          duration_ms: tookMs(),
          protocol_version: client.getNegotiatedProtocolVersion() ?? null,
          server_name: implementation?.name ?? null,
          server_version: implementation?.version ?? null,
          tool_count: tools.length,
          problem: null,
        };
      } finally {
        await close();
      }
    } catch (error) {
      return { ...NOT_CONNECTED, duration_ms: tookMs(), problem: reasonOf(error) };
    }
  }

  #configured(name: string): McpServer | undefined {
    return this.configured.all.find(({ id }) => id === name);
  }

  #assertRow(id: string): void {
    if (this.#configured(id) === undefined) return;
    throw new ConflictException(`MCP_SERVERS_FILE has ${id}: it is as it is`);
  }

  #assertNameIsFree(name: string | undefined): void {
    if (name === undefined || this.#configured(name) === undefined) return;
    throw conflictingField('name', 'is the name of a server of MCP_SERVERS_FILE');
  }

  async #row(id: string, manager?: EntityManager): Promise<McpServerEntity> {
    const row = await storedRow(manager?.getRepository(McpServerEntity) ?? this.rows, id, {
      isChanged: manager !== undefined,
    });
    if (row === null) throw new NotFoundException('There is no such server');
    return row;
  }

  async #json(row: McpServerEntity): Promise<McpServerJson> {
    return rowJson(row, await this.secrets.open(COLUMN, row), this.#seen(row.id));
  }

  #configuredJson(server: McpServer): McpServerJson {
    return configuredJson(server, this.#seen(server.id));
  }

  #seen(id: string): Seen {
    return { state: this.servers.stateOf(id), tools: this.servers.toolsOf(id) };
  }

  /** Once it is made, the next turn follows it. */
  async #change(work: (manager: EntityManager) => Promise<unknown>): Promise<void> {
    await unlessTaken(
      () => this.rows.manager.transaction(work),
      () => conflictingField('name', 'another server has this name'),
    );
    await this.loader.reload();
  }
}

const NOT_CONNECTED = {
  ok: false,
  protocol_version: null,
  server_name: null,
  server_version: null,
  tool_count: 0,
} as const;
