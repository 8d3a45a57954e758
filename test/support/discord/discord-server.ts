import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { answerOf, type BodyOf, type Schemas } from '@vox/api-client';
import {
  OpenAiChatStandIn,
  type StandInBot,
  StandInDiscord,
  type StandInChannel,
  type StandInGuild,
  type StandInMember,
} from '@vox/stand-ins';

import { ServerProcess } from '../../e2e/support/server-process';
import { eventually } from '../eventually';
import { recordedPcm } from '../recordings';

export type StoredMessage = Schemas['Message'];

type ModelPace = { paceMs: number };

/** The built server with one bot on a stand-in Discord: end-to-end encryption on, embedded engines, scripted answers. */
export class DiscordServer {
  #server: ServerProcess;

  private constructor(
    readonly discord: StandInDiscord,
    server: ServerProcess,
    private readonly env: Readonly<Record<string, string>>,
    private readonly model: { readonly server: OpenAiChatStandIn; readonly pace: ModelPace },
    private readonly folder: string,
  ) {
    this.#server = server;
  }

  get server(): ServerProcess {
    return this.#server;
  }

  /** `reply` answers what somebody said. */
  static async start(
    reply: (userText: string) => string,
    env: Record<string, string> = {},
  ): Promise<DiscordServer> {
    const folder = await mkdtemp(join(tmpdir(), 'voxbridge-discord-'));
    const pace: ModelPace = { paceMs: 1 };
    const [discord, model] = await Promise.all([
      StandInDiscord.start(),
      // The pace is asked for with every answer.
      OpenAiChatStandIn.start(
        Object.defineProperty({ reply }, 'paceMs', { get: () => pace.paceMs }),
      ),
    ]);
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, discord.caPem);
    const serverEnv = {
      DISCORD_TOKEN: discord.bot.token,
      DISCORD_API_URL: discord.apiUrl,
      NODE_EXTRA_CA_CERTS: caFile,
      LLM_PROVIDER: 'local',
      LOCAL_LLM_BASE_URL: model.url,
      LOCAL_LLM_MODEL: 'scripted',
      ...env,
    };
    const server = await ServerProcess.start({ env: serverEnv });
    await discord.bot.online();
    return new DiscordServer(discord, server, serverEnv, { server: model, pace }, folder);
  }

  /** Ends the server, and starts it again with what it has stored. */
  async restart(): Promise<void> {
    const { dataDir } = this.#server;
    await this.#server.end('SIGTERM');
    this.#server = await ServerProcess.start({ dataDir, env: this.env });
    await this.discord.bot.online();
  }

  /** A guild with the bot and a voice channel full of people. */
  guild(name: string, ...people: string[]): { guild: StandInGuild; people: StandInMember[] } {
    const guild = this.discord.addGuild(name);
    const members = people.map((person) => guild.addMember(`${person} of ${name}`));
    for (const member of members) member.join(guild.voice);
    return { guild, people: members };
  }

  /** What the model would ask for. */
  get bills(): OpenAiChatStandIn['bills'] {
    return this.model.server.bills;
  }

  /** How long the model takes for each word, from its next answer on. */
  thinkSlowly(paceMs: number): void {
    this.model.pace.paceMs = paceMs;
  }

  /** The one agent that there is at first. */
  async agent(): Promise<Schemas['Agent']> {
    const [agent] = answerOf(await this.server.api.GET('/api/agents'));
    if (agent === undefined) throw new Error('there is no agent');
    return agent;
  }

  async setAgent(id: string, settings: BodyOf<'updateAgent'>): Promise<void> {
    const params = { path: { id } };
    answerOf(await this.server.api.PUT('/api/agents/{id}', { params, body: settings }));
  }

  /** The bot joins, and can be heard. */
  async join(
    guild: StandInGuild,
    channel: StandInChannel = guild.voice,
    { bot = this.discord.bot, agentId }: { bot?: StandInBot; agentId?: string } = {},
  ): Promise<void> {
    const request = { guild_id: guild.id, channel_id: channel.id };
    const body = { ...request, ...(agentId === undefined ? {} : { agent_id: agentId }) };
    const { response, error } = await eventually(
      () => this.server.api.POST('/voice/join', { body }),
      // The guild may be so new that the bot has not been told of it.
      ({ response: { status } }) => status !== 400 && status !== 404,
    );
    if (error !== undefined) {
      throw new Error(`join: ${response.status} ${error.detail}`);
    }
    await guild.voiceOf(bot).ready();
  }

  /** What is stored of the conversation of `userId` (`discord:…`, `discord-channel:…`), when `isDone`. */
  async messages(
    userId: string,
    isDone: (messages: readonly StoredMessage[]) => boolean,
    timeoutMs?: number,
  ): Promise<readonly StoredMessage[]> {
    const stored = async () => {
      const [session] = await this.sessions(userId);
      return session === undefined ? [] : this.server.messages(session.id);
    };
    return eventually(stored, isDone, timeoutMs);
  }

  async sessions(userId: string): Promise<readonly Schemas['Session'][]> {
    const params = { query: { user_id: userId } };
    return answerOf(await this.server.api.GET('/api/sessions', { params }));
  }

  /** Until the bot is out of the guild's voice, as the server sees it too. */
  async gone(guild: StandInGuild): Promise<void> {
    await guild.left(this.discord.bot);
    await guild.voiceOf(this.discord.bot).gone();
  }

  async close(): Promise<void> {
    await this.server.dispose();
    await Promise.all([this.discord.close(), this.model.server.close()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A recorded sentence as people's clients send it. */
export function spoken(file: string): Int16Array {
  return recordedPcm(file, 48_000);
}
