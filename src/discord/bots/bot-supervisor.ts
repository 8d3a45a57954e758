import { Logger } from '@nestjs/common';
import type { Clock } from '@vox/voice-core';

import { loggable } from '../error-code';
import type { VoiceBots } from '../voice-bots';
import type { BotGateway, BotLogin, LiveBot } from './bot-gateway';
import { BotLostError, type BotState } from './bot-state';

const FIRST_RETRY_MS = 1000;

/** Discord resets the token of a bot that identifies a thousand times a day; this makes at most 288 of it. */
const LONGEST_RETRY_MS = 5 * 60_000;

/** A bot that was ready for this long is no longer on its way down: the next retry is a first one. */
const STABLE_AFTER_MS = 60_000;

/** discord.js mends a broken connection by itself; when it has not by now, a new login does better. */
const RECONNECT_TIMEOUT_MS = 3 * 60_000;

/** Keeps one bot logged in until it is stopped: logs in, waits and tries again, gives up only where Discord says no. */
export class BotSupervisor {
  readonly #logger = new Logger('DiscordBot');
  readonly #stopping = new AbortController();
  #state: BotState = { status: 'connecting' };
  #running: Promise<void> | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(
    readonly login: BotLogin,
    private readonly gateway: BotGateway,
    private readonly bots: VoiceBots,
    private readonly clock: Clock,
  ) {}

  get state(): BotState {
    return this.#state;
  }

  start(): void {
    this.#running ??= this.#run(this.#stopping.signal);
  }

  /** Resolves when the bot is logged out. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#state = { status: 'stopped' };
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const failure = await this.#liveOnce(signal);
      if (signal.aborted) return;
      const about = { agentId: this.login.agentId, reason: failure.message };
      if (failure.isPermanent) {
        this.#state = { status: 'refused', reason: failure.message };
        this.#logger.error(about, 'Discord refuses a bot; it stays off until its token is changed');
        return;
      }
      const retryInMs = this.#retryMs;
      this.#retryMs = Math.min(retryInMs * 2, LONGEST_RETRY_MS);
      const retryAtMs = this.clock.wallMs() + retryInMs;
      this.#state = { status: 'waiting', reason: failure.message, retryAtMs };
      this.#logger.warn({ ...about, retryInMs }, 'A Discord bot is not connected');
      await this.clock.sleepUntil(this.clock.nowMs() + retryInMs, signal);
    }
  }

  /** One login and what becomes of it. */
  async #liveOnce(signal: AbortSignal): Promise<BotLostError> {
    this.#state = { status: 'connecting' };
    const connection = new ConnectionWatch(this.clock);
    let ready: BotState | undefined;
    try {
      const onConnection = (isConnected: boolean) => {
        connection.set(isConnected);
        if (ready !== undefined) this.#state = isConnected ? ready : { status: 'reconnecting' };
      };
      const live = await this.gateway.login(this.login, onConnection, signal);
      ready = { status: 'ready', botId: live.botId, name: live.name };
      this.#state = ready;
      const readyAtMs = this.clock.nowMs();
      const failure = await this.#serve(
        live,
        Promise.race([live.lost, connection.lost, stopped(signal)]),
      );
      if (this.clock.nowMs() - readyAtMs >= STABLE_AFTER_MS) this.#retryMs = FIRST_RETRY_MS;
      return failure;
    } catch (error) {
      if (error instanceof BotLostError) return error;
      this.#logger.error(loggable(error), 'A Discord bot could not be kept');
      return new BotLostError('internal error', { isPermanent: false, cause: error });
    } finally {
      connection.end();
    }
  }

  /** Until the bot is lost. Whatever others make of its end, it is logged out: nobody else would do that. */
  async #serve(live: LiveBot, lost: Promise<BotLostError>): Promise<BotLostError> {
    try {
      this.bots.add(live.bot);
      return await lost;
    } finally {
      await this.bots.remove(live.bot).finally(() => live.close());
    }
  }
}

/** Gives up on a connection that has been away for too long. */
class ConnectionWatch {
  readonly #lost = Promise.withResolvers<BotLostError>();
  #away: AbortController | undefined;

  constructor(private readonly clock: Clock) {}

  get lost(): Promise<BotLostError> {
    return this.#lost.promise;
  }

  set(isConnected: boolean): void {
    if (isConnected) this.end();
    else if (this.#away === undefined) void this.#watch((this.#away = new AbortController()));
  }

  end(): void {
    this.#away?.abort();
    this.#away = undefined;
  }

  async #watch(away: AbortController): Promise<void> {
    await this.clock.sleepUntil(this.clock.nowMs() + RECONNECT_TIMEOUT_MS, away.signal);
    if (away.signal.aborted) return;
    this.#lost.resolve(
      new BotLostError('the connection did not come back', { isPermanent: false }),
    );
  }
}

function stopped(signal: AbortSignal): Promise<BotLostError> {
  const failure = new BotLostError('stopped', { isPermanent: true });
  if (signal.aborted) return Promise.resolve(failure);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(failure), { once: true });
  });
}
