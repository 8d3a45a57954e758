import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import type { Clock } from '@vox/voice-core';

import { loggable } from '../error-code';
import type { AgentBot } from '../settings/agent-bots';
import type { VoiceBots } from '../voice-bots';
import type { BotGateway } from './bot-gateway';
import { BotSupervisor } from './bot-supervisor';
import type { BotState } from './bot-state';

/** Edits made through another server's REST, and what could not be read in an outage, are noticed this often. */
const SWEEP_INTERVAL_MS = 60_000;

/** A bot and why it is not there, where it is not. */
export type ManagedBot = {
  /** Absent for the server's bot. */
  readonly agentId?: string;
  readonly state:
    | BotState
    /** The stored token was sealed with another key. */
    | { readonly status: 'unreadable-token' }
    /** Another bot, earlier in the list, has the same token: they would cut each other off. */
    | { readonly status: 'duplicate-token' };
};

/** The key of the server's bot, beside agents' ids. */
const SERVER = '';

type Wanted =
  | { readonly agentId: string; readonly token: undefined }
  | { readonly agentId: string | undefined; readonly token: string };
type Idle = Extract<ManagedBot['state'], { status: 'unreadable-token' | 'duplicate-token' }>;

/**
 * Every bot of this process: the server's own and one for each agent that has a token. Follows the agents as they are
 * made, edited and deleted; a bot whose token did not change is left alone.
 */
export class BotManager {
  readonly #logger = new Logger('DiscordBots');
  readonly #supervisors = new Map<string, BotSupervisor>();
  readonly #stopping = new AbortController();
  #idle: readonly (readonly [agentId: string, state: Idle])[] = [];
  #sweeping: Promise<void> | undefined;
  #change: Promise<void> = Promise.resolve();

  /**
   * @param serverToken DISCORD_TOKEN.
   * @param agentBots Reads the agents' bots.
   */
  constructor(
    private readonly serverToken: string | undefined,
    private readonly agentBots: () => Promise<readonly AgentBot[]>,
    private readonly gateway: BotGateway,
    private readonly bots: VoiceBots,
    private readonly clock: Clock,
  ) {}

  /** The server's bot first. Empty: Discord is off. */
  list(): ManagedBot[] {
    return [
      ...[...this.#supervisors.values()].map(({ login: { agentId }, state }) => ({
        ...(agentId === undefined ? {} : { agentId }),
        state,
      })),
      ...this.#idle.map(([agentId, state]) => ({ agentId, state })),
    ];
  }

  /** Begins; bots log in by and by. A second call does nothing. */
  start(): void {
    if (this.#sweeping !== undefined) return;
    // The server's bot waits for no database.
    if (this.serverToken !== undefined) this.#keep(SERVER, this.serverToken);
    this.#sweeping = this.#sweep(this.#stopping.signal);
  }

  /** Resolves when every bot is logged out. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await this.#change;
    await Promise.all([...this.#supervisors.values()].map((supervisor) => supervisor.stop()));
    this.#supervisors.clear();
  }

  /** Agents may have changed: starts, restarts and stops what has to be. Resolves when that is under way. Never rejects. */
  refresh(): Promise<void> {
    this.#change = this.#change
      .then(() => this.#follow())
      .catch((error: unknown) => {
        // The next change, or the next minute, is another try.
        this.#logger.error(loggable(error), 'The Discord bots could not follow their agents');
      });
    return this.#change;
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.refresh();
      await this.clock.sleepUntil(this.clock.nowMs() + SWEEP_INTERVAL_MS, signal);
    }
  }

  async #follow(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const wanted = await this.#wanted();
    const tokens = new Map<string, string>();
    const idle: (readonly [string, Idle])[] = [];
    const taken = new Set<string>();
    for (const bot of wanted) {
      if (bot.token === undefined) idle.push([bot.agentId, { status: 'unreadable-token' }]);
      else if (!taken.has(bot.token)) tokens.set(bot.agentId ?? SERVER, bot.token);
      else if (bot.agentId !== undefined) idle.push([bot.agentId, { status: 'duplicate-token' }]);
      if (bot.token !== undefined) taken.add(bot.token);
    }
    this.#idle = idle;
    await this.#stopOthers(tokens);
    for (const [key, token] of tokens) {
      if (!this.#supervisors.has(key)) this.#keep(key, token);
    }
  }

  #keep(key: string, token: string): void {
    const login = { token, ...(key === SERVER ? {} : { agentId: key }) };
    const supervisor = new BotSupervisor(login, this.gateway, this.bots, this.clock);
    this.#supervisors.set(key, supervisor);
    supervisor.start();
  }

  /** Before others start: a token that moved from one agent to another is not logged in twice. */
  async #stopOthers(tokens: ReadonlyMap<string, string>): Promise<void> {
    const others = [...this.#supervisors].filter(
      ([key, supervisor]) => tokens.get(key) !== supervisor.login.token,
    );
    for (const [key] of others) this.#supervisors.delete(key);
    await Promise.all(others.map(([, supervisor]) => supervisor.stop()));
  }

  /** While the database is down, agents' bots are left as they are. */
  async #wanted(): Promise<readonly Wanted[]> {
    const own: Wanted[] =
      this.serverToken === undefined ? [] : [{ agentId: undefined, token: this.serverToken }];
    try {
      return [...own, ...(await this.agentBots())];
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, "Agents' Discord bots cannot be read");
      const running = [...this.#supervisors.values()].flatMap(({ login: { agentId, token } }) =>
        agentId === undefined ? [] : [{ agentId, token }],
      );
      return [...own, ...running];
    }
  }
}
