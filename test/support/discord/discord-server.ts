import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

export type StoredMessage = {
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly outcome: string;
  readonly interrupted: boolean;
};

/** So many of the newest are given at once. */
const MOST_MESSAGES = 200;

type ModelPace = { paceMs: number };

type StoredSession = { readonly id: string; readonly user_name: string | null };

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

  /** How long the model takes for each word, from its next answer on. */
  thinkSlowly(paceMs: number): void {
    this.model.pace.paceMs = paceMs;
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.#ask('POST', path, body);
  }

  /** @throws Error when the server does not answer with 200 or 201. */
  async getJson<T>(path: string): Promise<T> {
    return (await answered(await this.#ask('GET', path))).json() as Promise<T>;
  }

  /** The one agent that there is at first. */
  async agent(): Promise<{ readonly id: string; readonly name: string }> {
    const [agent] = await this.getJson<{ id: string; name: string }[]>('/api/agents');
    if (agent === undefined) throw new Error('there is no agent');
    return agent;
  }

  async setAgent(id: string, settings: unknown): Promise<void> {
    await answered(await this.#ask('PUT', `/api/agents/${id}`, settings));
  }

  /** The bot joins, and can be heard. */
  async join(
    guild: StandInGuild,
    channel: StandInChannel = guild.voice,
    { bot = this.discord.bot, agentId }: { bot?: StandInBot; agentId?: string } = {},
  ): Promise<void> {
    const request = { guild_id: guild.id, channel_id: channel.id, agent_id: agentId };
    const response = await eventually(
      () => this.post('/voice/join', request),
      // The guild may be so new that the bot has not been told of it.
      ({ status }) => status !== 400 && status !== 404,
    );
    if (response.status !== 200) {
      throw new Error(`join: ${response.status} ${await response.text()}\n${this.server.output}`);
    }
    await guild.voiceOf(bot).ready();
  }

  /** What is stored of the conversation of `userId` (`discord:…`, `discord-channel:…`), when `isDone`. */
  async messages(
    userId: string,
    isDone: (messages: readonly StoredMessage[]) => boolean,
    timeoutMs = 30_000,
  ): Promise<readonly StoredMessage[]> {
    return eventually(
      async () => {
        const [session] = await this.sessions(userId);
        if (session === undefined) return [];
        return this.getJson<StoredMessage[]>(
          `/api/sessions/${session.id}/messages?limit=${MOST_MESSAGES}`,
        );
      },
      isDone,
      timeoutMs,
    );
  }

  sessions(userId: string): Promise<StoredSession[]> {
    return this.getJson(`/api/sessions?user_id=${encodeURIComponent(userId)}`);
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

  #ask(method: string, path: string, body?: unknown): Promise<Response> {
    const { VOXBRIDGE_API_KEY: apiKey } = this.env;
    return fetch(`${this.server.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
}

/** A recorded sentence as people's clients send it. */
export function spoken(file: string): Int16Array {
  return recordedPcm(file, 48_000);
}
