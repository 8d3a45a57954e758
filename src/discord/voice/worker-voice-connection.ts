import type { DiscordGatewayAdapterImplementerMethods } from '@discordjs/voice';
import { Logger } from '@nestjs/common';
import {
  type AudioFrame,
  AsyncQueue,
  frameSamples,
  InvalidInputError,
  resolvedBefore,
  type SampleRateHz,
} from '@vox/voice-core';
import { GatewayOpcodes } from 'discord-api-types/v10';

import { GatewayOutlet } from './gateway-outlet';
import type { ConnectionCounts } from './connection-counters';
import type { ThreadCommand, ThreadReport, ThreadSetup } from './thread-protocol';
import type {
  VoiceConnection,
  VoiceConnectionEvent,
  VoiceConnectionRequest,
  VoiceConnectionState,
} from './voice-connection';

/** The part of a `Worker` that is needed. */
export type VoiceThread = {
  postMessage(command: ThreadCommand): void;
  on(event: 'message', listener: (report: ThreadReport) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  terminate(): Promise<unknown>;
};

type HeardReport = Extract<ThreadReport, { type: 'heard' }>;
type GatewayUpdate = Extract<ThreadCommand, { type: 'voice-server-update' | 'voice-state-update' }>;
type Item = HeardReport | Extract<ThreadReport, { type: 'state' }>;

/** The thread sends no more than ten `heard` that were not taken; the rest is room for states. */
const MAX_WAITING = 1_000;

/** A thread that died is replaced so often, then so late. */
const RESTART_AFTER_MS = [200, 1_000, 5_000] as const;

/** One that lived so long did not die of how it was started. */
const STABLE_AFTER_MS = 60_000;

/** Sockets close within that; what has not is ended with its thread. */
const EXIT_WITHIN_MS = 500;

const THREAD_LOST = 'thread-lost';

/** Ends after which the bot is in no channel any more. */
const PUT_OUT: ReadonlySet<string> = new Set(['disconnected', 'call-ended']);

/** A voice connection whose connection, codec and pacing run in a thread of its own, which is replaced when it dies. */
export class WorkerVoiceConnection implements VoiceConnection {
  readonly sampleRateHz: SampleRateHz = 48_000;
  /** A stall of the main thread of 200 ms, and some more, is not heard. */
  readonly leadMs = 300;
  readonly #request: VoiceConnectionRequest;
  readonly #startThread: (setup: ThreadSetup) => VoiceThread;
  readonly #logger = new Logger('VoiceLink');
  readonly #items = new AsyncQueue<Item>(MAX_WAITING);
  readonly #generation = new Int32Array(new SharedArrayBuffer(4));
  readonly #adapter: DiscordGatewayAdapterImplementerMethods;
  readonly #gateway: GatewayOutlet;
  readonly #lastUpdates = new Map<GatewayUpdate['type'], GatewayUpdate>();
  readonly #speaking = new Set<string>();
  #state: VoiceConnectionState = { status: 'connecting' };
  #opening = Promise.withResolvers<void>();
  #channelId: string;
  #ignored: ReadonlySet<string> = new Set();
  #thread: VoiceThread | undefined;
  #restarts = 0;
  #startedAtMs = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #ended: Promise<void> | undefined;
  #isLeft = false;
  #isSuperseded = false;

  constructor(request: VoiceConnectionRequest, startThread: (setup: ThreadSetup) => VoiceThread) {
    this.#request = request;
    this.#startThread = startThread;
    this.#channelId = request.channelId;
    this.#adapter = request.adapterCreator({
      onVoiceServerUpdate: (data) => this.#onGatewayUpdate({ type: 'voice-server-update', data }),
      onVoiceStateUpdate: (data) => this.#onGatewayUpdate({ type: 'voice-state-update', data }),
      destroy: () => this.#post({ type: 'gateway-gone' }),
    });
    this.#gateway = new GatewayOutlet((payload) => this.#adapter.sendPayload(payload));
    this.#start();
  }

  get state(): VoiceConnectionState {
    return this.#state;
  }

  whenOpen(signal: AbortSignal): Promise<void> | undefined {
    if (this.#state.status === 'ready') return undefined;
    return resolvedBefore(this.#opening.promise, signal);
  }

  /**
   * While the connection is away nothing is kept: whoever has something to say waits for `whenOpen`.
   * @throws InvalidInputError for a frame that is not 20 ms of 48 kHz.
   */
  write({ pcm, sampleRateHz }: AudioFrame): void {
    if (sampleRateHz !== this.sampleRateHz || pcm.length !== frameSamples(this.sampleRateHz)) {
      throw new InvalidInputError('audio', 'Discord takes frames of 20 ms at 48 kHz');
    }
    if (this.#state.status !== 'ready') return;
    // A view would take all of its buffer with it to the other thread.
    const own = pcm.byteLength === pcm.buffer.byteLength ? pcm : pcm.slice();
    this.#post({ type: 'speak', pcm: own, generation: Atomics.load(this.#generation, 0) });
  }

  clear(): void {
    Atomics.add(this.#generation, 0, 1);
  }

  ignore(userIds: readonly string[]): void {
    this.#ignored = new Set(userIds);
    this.#post({ type: 'ignore', userIds });
  }

  move(channelId: string): void {
    this.#channelId = channelId;
    this.#post({ type: 'move', channelId });
  }

  /** Also leaves when the connection has ended by itself: only its owner knows that none is to follow. */
  async close(): Promise<void> {
    this.#end('left');
    this.#leave();
    await this.#ended;
  }

  /** Another connection stands for the bot in this guild from now on: leaving would end that. */
  supersede(): void {
    this.#isSuperseded = true;
    this.#gateway.close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<VoiceConnectionEvent, void, void> {
    for await (const item of this.#items) {
      if (item.type === 'state') {
        if (endsHearing(item.state)) yield* this.#silenced();
        yield item;
        continue;
      }
      for (const event of item.events) {
        if (event.type === 'audio') this.#speaking.add(event.userId);
        else this.#speaking.delete(event.userId);
        if (!this.#ignored.has(event.userId)) yield event;
      }
      this.#post({ type: 'taken' });
    }
  }

  /** Nobody else says that they have stopped. */
  *#silenced(): Generator<VoiceConnectionEvent, void, void> {
    for (const userId of this.#speaking) yield { type: 'silence', userId };
    this.#speaking.clear();
  }

  #start(): void {
    const { guildId, botId } = this.#request;
    const thread = this.#startThread({
      guildId,
      botId,
      channelId: this.#channelId,
      ignored: [...this.#ignored],
      generation: this.#generation,
    });
    this.#thread = thread;
    this.#startedAtMs = performance.now();
    thread.on('message', (report) => this.#receive(thread, report));
    thread.on('error', (error) =>
      this.#logger.error({ guildId, err: error }, 'A voice thread failed.'),
    );
    thread.on('exit', () => this.#lost(thread));
    // To Discord the bot never left, so it may not repeat where the voice server is.
    for (const update of this.#lastUpdates.values()) this.#post(update);
  }

  #onGatewayUpdate(update: GatewayUpdate): void {
    this.#lastUpdates.set(update.type, update);
    this.#post(update);
  }

  #post(command: ThreadCommand): void {
    this.#thread?.postMessage(command);
  }

  #receive(thread: VoiceThread, report: ThreadReport): void {
    if (thread !== this.#thread) return;
    switch (report.type) {
      case 'gateway':
        return this.#gateway.send(report.payload);
      case 'heard':
        if (report.droppedFrames > 0) {
          const { guildId } = this.#request;
          const { droppedFrames } = report;
          this.#logger.warn({ guildId, droppedFrames }, 'Speech was dropped: the server is late.');
        }
        this.#items.push(report);
        return;
      case 'counts':
        return this.#log(report.counts);
      case 'state':
        return report.state.status === 'closed'
          ? this.#end(report.state.reason)
          : this.#set(report.state);
    }
  }

  #set(state: VoiceConnectionState): void {
    const { guildId } = this.#request;
    if (state.status === 'ready') {
      this.#channelId = state.channelId;
      this.#opening.resolve();
    } else if (this.#state.status === 'ready') {
      this.#opening = Promise.withResolvers();
    }
    if (state.status === 'recovering') {
      const { reason } = state;
      this.#logger.warn({ guildId, reason }, 'The voice connection was lost and is brought back.');
    }
    this.#state = state;
    this.#items.push({ type: 'state', state });
  }

  /** Single packets get lost on every network; what cannot be read is somebody who is not heard. */
  #log(counts: ConnectionCounts): void {
    const what = { guildId: this.#request.guildId, channelId: this.#channelId, ...counts };
    const { undecryptable, reinitialisations, unknownSender, reconnects } = counts;
    if (undecryptable + reinitialisations + unknownSender + reconnects > 0) {
      this.#logger.warn(what, 'Voice could not be read, or the connection was lost.');
    } else {
      this.#logger.log(what, 'Voice packets were lost.');
    }
  }

  #lost(thread: VoiceThread): void {
    if (thread !== this.#thread) return;
    this.#thread = undefined;
    if (performance.now() - this.#startedAtMs > STABLE_AFTER_MS) this.#restarts = 0;
    const delayMs = RESTART_AFTER_MS[this.#restarts];
    this.#restarts += 1;
    if (delayMs === undefined) return this.#end(THREAD_LOST);
    this.#set({ status: 'recovering', reason: THREAD_LOST });
    this.#restartTimer = setTimeout(() => this.#start(), delayMs);
  }

  /** Once. A gateway that is away is waited for, though not by `close`. */
  #leave(): void {
    if (this.#isLeft || this.#isSuperseded || this.#isOut) return;
    this.#isLeft = true;
    const { guildId: guild_id } = this.#request;
    this.#gateway.sendLast({
      op: GatewayOpcodes.VoiceStateUpdate,
      d: { guild_id, channel_id: null, self_deaf: false, self_mute: false },
    });
  }

  get #isOut(): boolean {
    return this.#state.status === 'closed' && PUT_OUT.has(this.#state.reason);
  }

  /** `closed` is the last that is heard of this connection; the thread ends by itself, or is ended. */
  #end(reason: string): void {
    if (this.#ended !== undefined) return;
    clearTimeout(this.#restartTimer);
    this.#set({ status: 'closed', reason });
    this.#items.close();
    this.#gateway.close();
    // Discord.js knows adapters by their guild: it is another connection's by now.
    if (!this.#isSuperseded) this.#adapter.destroy();
    const thread = this.#thread;
    this.#thread = undefined;
    this.#ended = thread === undefined ? Promise.resolve() : ended(thread);
    thread?.postMessage({ type: 'close' });
  }
}

/** A thread that is gone says nothing more of those who spoke. */
function endsHearing(state: VoiceConnectionState): boolean {
  return state.status === 'closed' || ('reason' in state && state.reason === THREAD_LOST);
}

async function ended(thread: VoiceThread): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, EXIT_WITHIN_MS);
    thread.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  await thread.terminate();
}
