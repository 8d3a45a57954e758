import { randomUUID } from 'node:crypto';

import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { AgentEntity, changeAlone, DISCORD_DEFAULTS } from '@vox/database';
import { SpeechSynthesizer } from '@vox/voice-core';
import { type EntityManager, MoreThan, Not, Repository } from 'typeorm';

import { conflictingField } from '../http';
import { ConversationService } from '../conversation';
import { SecretBox, secretPurpose } from '../secrets';
import { AppConfig } from '../config';
import { type AgentChange, AgentChanges } from './agent-changes';
import { withDiscordSettings } from './agent-discord.schema';
import type { AgentCursor, ListAgents } from './agent-page';
import { freeName } from './agent-name';
import {
  type NewAgent,
  settingsOf,
  type StoredAgent,
  toAgentJson,
  toColumns,
  type UpdateAgent,
} from './agent.schema';
import { assertProvidersExist, withSteps, writeSteps } from './agent-steps';
import { assertVoiceHas } from './agent-voice';
import { copiedWebhook, keptWithOrigin, sealedWebhook, webhookChange } from './agent-webhook';

/** Agents as people edit them; conversations in progress follow. */
@Injectable()
export class AgentsService {
  constructor(
    @InjectRepository(AgentEntity) private readonly agents: Repository<AgentEntity>,
    private readonly conversations: ConversationService,
    private readonly secrets: SecretBox,
    private readonly changes: AgentChanges,
    private readonly config: AppConfig,
    private readonly voices: SpeechSynthesizer,
  ) {}

  /**
   * The default one first, then by name; `next` where there are more. Which one came first stays with the pages, so that
   * each agent is on one of them, whichever becomes the default meanwhile.
   */
  async page({ limit, after }: ListAgents): Promise<{ agents: StoredAgent[]; next?: AgentCursor }> {
    const first = after === undefined ? await this.agents.findOneBy({ isDefault: true }) : null;
    const firstId = after === undefined ? (first?.id ?? null) : after.firstId;
    const head = first === null ? [] : [first];
    const count = limit - head.length;
    const others = await this.agents.find({
      where: {
        ...(firstId === null ? {} : { id: Not(firstId) }),
        ...(after === undefined ? {} : { name: MoreThan(after.name) }),
      },
      order: { name: 'ASC' },
      take: count + 1,
    });
    const page = await withSteps(this.agents.manager, [...head, ...others.slice(0, count)]);
    if (others.length <= count) return { agents: page };
    return { agents: page, next: { firstId, name: others[count - 1]?.name ?? '' } };
  }

  /** @throws NotFoundException */
  get(id: string): Promise<StoredAgent> {
    return storedAgent(this.agents.manager, id);
  }

  /** Of the agent that is called so; undefined where none is. */
  async idOf(name: string): Promise<string | undefined> {
    return (await this.agents.findOneBy({ name }))?.id;
  }

  /**
   * @param isRenamed Where the name is taken it gets a number.
   * @throws ConflictException when there are MAX_AGENTS, the name is taken, or a default agent would be switched off;
   * BadRequestException when no voice has a setting that is named, or there is no provider that is.
   */
  create(request: NewAgent, isRenamed = false): Promise<StoredAgent> {
    assertVoiceHas(request, this.voices.controls);
    return this.#make(request, isRenamed);
  }

  /**
   * Another one like it, with what its webhook wants; it is not the default one, and has no bot: a token is of one alone.
   * @param name As it is called; with a number after the other's name when absent.
   * @throws NotFoundException; ConflictException as `create`.
   */
  async duplicate(id: string, name?: string): Promise<StoredAgent> {
    const agent = await this.get(id);
    const webhook = await copiedWebhook(agent, this.secrets);
    const { discord } = agent;
    const request = { ...settingsOf(agent), ...webhook, discord, name: name ?? agent.name };
    return this.#make(request, name === undefined);
  }

  async #make(request: NewAgent, isRenamed: boolean): Promise<StoredAgent> {
    const { is_default: isDefault = false, ...settings } = request;
    if (isDefault && settings.is_active === false) throw inactiveDefault();
    const id = randomUUID();
    const sealed = await this.#seal(id, request);
    const created = await this.#change(async (manager) => {
      await this.#assertRoom(manager);
      await assertProvidersExist(manager, request);
      if (isDefault) await clearDefault(manager);
      const name = isRenamed ? await freeName(manager, request.name) : request.name;
      const discord = withDiscordSettings(DISCORD_DEFAULTS, request.discord);
      const columns = { ...toColumns(settings), ...sealed, discord, isDefault };
      await manager.insert(AgentEntity, { ...columns, name, id });
      await writeSteps(manager, id, request);
      return storedAgent(manager, id);
    });
    this.changes.tell({ type: 'created', agentId: id, agent: toAgentJson(created) });
    return created;
  }

  /** @throws NotFoundException, ConflictException, BadRequestException as `create` */
  async update(id: string, request: UpdateAgent): Promise<StoredAgent> {
    assertVoiceHas(request, this.voices.controls);
    const sealed = await this.#seal(id, request);
    const updated = await this.#change(async (manager) => {
      const agent = await findAgent(manager, id);
      if (agent.isDefault && request.is_active === false) throw inactiveDefault();
      const discord = withDiscordSettings(agent.discord, request.discord);
      const columns = keptWithOrigin(agent.n8nWebhookUrl, { ...toColumns(request), ...sealed });
      await manager.save(Object.assign(agent, columns, { discord }));
      await assertProvidersExist(manager, request);
      if (await writeSteps(manager, id, request)) {
        await manager.update(AgentEntity, { id }, { updatedAt: () => 'now()' });
      }
      return storedAgent(manager, id);
    });
    await this.#tell({ type: 'updated', agentId: id, agent: toAgentJson(updated) });
    return updated;
  }

  /** @throws NotFoundException; ConflictException when the agent is switched off. */
  async setDefault(id: string): Promise<StoredAgent> {
    const updated = await this.#change(async (manager) => {
      const agent = await findAgent(manager, id);
      if (!agent.isActive) throw inactiveDefault();
      await clearDefault(manager);
      await manager.update(AgentEntity, { id }, { isDefault: true });
      return storedAgent(manager, id);
    });
    this.changes.tell({ type: 'updated', agentId: id, agent: toAgentJson(updated) });
    return updated;
  }

  /**
   * Sessions of the agent keep what was said and go on with the default agent.
   * @throws NotFoundException; ConflictException for the default agent.
   */
  async remove(id: string): Promise<void> {
    await this.#change(async (manager) => {
      const agent = await findAgent(manager, id);
      if (agent.isDefault) {
        throw new ConflictException('This is the default agent: make another one default first');
      }
      await manager.delete(AgentEntity, { id });
    });
    await this.#tell({ type: 'deleted', agentId: id });
  }

  async #assertRoom(manager: EntityManager): Promise<void> {
    const { MAX_AGENTS } = this.config.limits;
    if ((await manager.count(AgentEntity)) < MAX_AGENTS) return;
    throw new ConflictException(`There are ${MAX_AGENTS} agents: delete one, or raise MAX_AGENTS`);
  }

  async #tell(change: AgentChange): Promise<void> {
    await this.conversations.refreshAgent(change.agentId);
    this.changes.tell(change);
  }

  /** The columns of what is kept secret, when the request names it. */
  async #seal(
    id: string,
    { discord_token: token, ...request }: UpdateAgent,
  ): Promise<Partial<Pick<AgentEntity, 'discordToken' | 'n8nAuth' | 'n8nWebhookUrl'>>> {
    const webhook = await sealedWebhook(id, webhookChange(request), this.secrets);
    if (token === undefined) return webhook;
    if (token === null) return { ...webhook, discordToken: null };
    const discordToken = await this.secrets.seal(token, secretPurpose('agents.discord_token', id));
    return { ...webhook, discordToken };
  }

  /** One change at a time, so that there is always at most one default agent. */
  #change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return changeAlone(this.agents.manager, 'agents', work, () =>
      conflictingField('name', 'another agent has this name'),
    );
  }
}

async function findAgent(manager: EntityManager, id: string): Promise<AgentEntity> {
  const agent = await manager.findOneBy(AgentEntity, { id });
  if (agent === null) throw new NotFoundException('There is no such agent');
  return agent;
}

async function storedAgent(manager: EntityManager, id: string): Promise<StoredAgent> {
  const [agent] = await withSteps(manager, [await findAgent(manager, id)]);
  if (agent === undefined) throw new NotFoundException('There is no such agent');
  return agent;
}

async function clearDefault(manager: EntityManager): Promise<void> {
  await manager.update(AgentEntity, { isDefault: true }, { isDefault: false });
}

function inactiveDefault(): ConflictException {
  return new ConflictException('The default agent must be active');
}
