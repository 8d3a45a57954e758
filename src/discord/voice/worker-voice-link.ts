import type { DiscordGatewayAdapterImplementerMethods } from '@discordjs/voice';
import { Logger } from '@nestjs/common';
import {
  type AudioFrame,
  AsyncQueue,
  frameSamples,
  InvalidInputError,
  type SampleRateHz,
} from '@vox/voice-core';
import { GatewayOpcodes } from 'discord-api-types/v10';

import { GatewayOutlet } from './gateway-outlet';
import type { LinkCommand, LinkReport, LinkSetup } from './link-protocol';
import type { VoiceLink, VoiceLinkEvent, VoiceLinkRequest, VoiceLinkState } from './voice-link';

/** The part of a `Worker` that is needed. */
export type LinkThread = {
  postMessage(command: LinkCommand): void;
  on(event: 'message', listener: (report: LinkReport) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  terminate(): Promise<unknown>;
};

type HeardReport = Extract<LinkReport, { type: 'heard' }>;
type GatewayNews = Extract<LinkCommand, { type: 'voice-server-update' | 'voice-state-update' }>;
type Item = HeardReport | Extract<LinkReport, { type: 'state' }>;

/** The thread sends no more than ten `heard` that were not taken; the rest is room for states. */
const MAX_WAITING = 1_000;

/** A thread that died is replaced so often, then so late. */
const RESTART_AFTER_MS = [200, 1_000, 5_000] as const;

/** One that lived so long did not die of how it was started. */
const STABLE_AFTER_MS = 60_000;

/** Sockets close within that; what has not is ended with its thread. */
const EXIT_WITHIN_MS = 500;

/** A voice link whose connection, codec and pacing run in a thread of its own, which is replaced when it dies. */
export class WorkerVoiceLink implements VoiceLink {
  readonly sampleRateHz: SampleRateHz = 48_000;
  /** A stall of the main thread of 200 ms, and some more, is not heard. */
  readonly leadMs = 300;
  readonly #request: VoiceLinkRequest;
  readonly #startThread: (setup: LinkSetup) => LinkThread;
  readonly #logger = new Logger('VoiceLink');
  readonly #items = new AsyncQueue<Item>(MAX_WAITING);
  readonly #generation = new Int32Array(new SharedArrayBuffer(4));
  readonly #adapter: DiscordGatewayAdapterImplementerMethods;
  readonly #gateway: GatewayOutlet;
  readonly #lastNews = new Map<GatewayNews['type'], GatewayNews>();
  #state: VoiceLinkState = { status: 'connecting' };
  #channelId: string;
  #ignored: ReadonlySet<string> = new Set();
  #thread: LinkThread | undefined;
  #restarts = 0;
  #startedAtMs = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #ended: Promise<void> | undefined;

  constructor(request: VoiceLinkRequest, startThread: (setup: LinkSetup) => LinkThread) {
    this.#request = request;
    this.#startThread = startThread;
    this.#channelId = request.channelId;
    this.#adapter = request.adapterCreator({
      onVoiceServerUpdate: (data) => this.#news({ type: 'voice-server-update', data }),
      onVoiceStateUpdate: (data) => this.#news({ type: 'voice-state-update', data }),
      destroy: () => this.#post({ type: 'gateway-gone' }),
    });
    this.#gateway = new GatewayOutlet((payload) => this.#adapter.sendPayload(payload));
    this.#start();
  }

  get state(): VoiceLinkState {
    return this.#state;
  }

  /** @throws InvalidInputError for a frame that is not 20 ms of 48 kHz. */
  write({ pcm, sampleRateHz }: AudioFrame): void {
    if (sampleRateHz !== this.sampleRateHz || pcm.length !== frameSamples(this.sampleRateHz)) {
      throw new InvalidInputError('audio', 'Discord takes frames of 20 ms at 48 kHz');
    }
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

  async close(): Promise<void> {
    if (this.#ended === undefined) {
      this.#gateway.send({
        op: GatewayOpcodes.VoiceStateUpdate,
        d: {
          guild_id: this.#request.guildId,
          channel_id: null,
          self_deaf: false,
          self_mute: false,
        },
      });
      this.#end('left');
    }
    await this.#ended;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<VoiceLinkEvent, void, void> {
    for await (const item of this.#items) {
      if (item.type === 'state') {
        yield item;
        continue;
      }
      for (const event of item.events) if (!this.#ignored.has(event.userId)) yield event;
      this.#post({ type: 'taken' });
    }
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
    for (const news of this.#lastNews.values()) this.#post(news);
  }

  #news(news: GatewayNews): void {
    this.#lastNews.set(news.type, news);
    this.#post(news);
  }

  #post(command: LinkCommand): void {
    this.#thread?.postMessage(command);
  }

  #receive(thread: LinkThread, report: LinkReport): void {
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
      case 'state':
        return report.state.status === 'closed'
          ? this.#end(report.state.reason)
          : this.#set(report.state);
    }
  }

  #set(state: VoiceLinkState): void {
    if (state.status === 'ready') this.#channelId = state.channelId;
    this.#state = state;
    this.#items.push({ type: 'state', state });
  }

  #lost(thread: LinkThread): void {
    if (thread !== this.#thread) return;
    this.#thread = undefined;
    if (performance.now() - this.#startedAtMs > STABLE_AFTER_MS) this.#restarts = 0;
    const delayMs = RESTART_AFTER_MS[this.#restarts];
    this.#restarts += 1;
    if (delayMs === undefined) return this.#end('thread-lost');
    this.#set({ status: 'recovering', reason: 'thread-lost' });
    this.#restartTimer = setTimeout(() => this.#start(), delayMs);
  }

  /** `closed` is the last that is heard of this link; the thread ends by itself, or is ended. */
  #end(reason: string): void {
    if (this.#ended !== undefined) return;
    clearTimeout(this.#restartTimer);
    this.#set({ status: 'closed', reason });
    this.#items.close();
    this.#gateway.close();
    this.#adapter.destroy();
    const thread = this.#thread;
    this.#thread = undefined;
    this.#ended = thread === undefined ? Promise.resolve() : ended(thread);
    thread?.postMessage({ type: 'close' });
  }
}

async function ended(thread: LinkThread): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, EXIT_WITHIN_MS);
    thread.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  await thread.terminate();
}
