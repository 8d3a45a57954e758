import type { OpusPacket } from '@vox/audio';
import { AsyncQueue, type AudioFrame, type Clock, FRAME_MS, resolvedBefore } from '@vox/voice-core';

import { ConnectionCounters } from '../../src/discord/voice/connection-counters';
import type { HeardEvent } from '../../src/discord/voice/thread-protocol';
import { Listening } from '../../src/discord/voice/receiving/listening';
import { Outbox } from '../../src/discord/voice/outbox';
import { Speaking } from '../../src/discord/voice/speaking/speaking';
import { SpeechQueue } from '../../src/discord/voice/speaking/speech-queue';
import {
  type VoiceConnection,
  type VoiceConnectionEvent,
  type VoiceConnectionRequest,
  VoiceConnections,
  type VoiceConnectionState,
} from '../../src/discord/voice/voice-connection';

/** As many as the real link bears. */
const MAX_WAITING = 1000;

/** A voice link whose decoders, jitter buffers, queues and pacing are the real ones, without socket and thread. */
export class SocketlessVoiceConnection implements VoiceConnection {
  readonly sampleRateHz = 48_000;
  readonly leadMs = 300;
  /** Packets that went out. */
  sent = 0;
  #state: VoiceConnectionState = { status: 'connecting' };
  #ignored: ReadonlySet<string> = new Set();
  #heard: HeardEvent[] = [];
  readonly #closing = new AbortController();
  readonly #events = new AsyncQueue<VoiceConnectionEvent | 'taken'>(MAX_WAITING);
  readonly #generation = new Int32Array(new SharedArrayBuffer(4));
  readonly #queue = new SpeechQueue(this.#generation);
  readonly #listening = new Listening(new ConnectionCounters());
  readonly #outbox = new Outbox(({ events }) => {
    for (const event of events) this.#events.push(event);
    this.#events.push('taken');
  });
  readonly #speaking: Speaking;

  constructor(
    private readonly request: VoiceConnectionRequest,
    private readonly clock: Clock,
  ) {
    const outlet = { isOpen: true, send: () => void this.sent++, rest: () => undefined };
    this.#speaking = new Speaking(this.#queue, outlet, clock);
    this.#become({ status: 'ready', channelId: request.channelId });
    void this.#tick();
  }

  get guildId(): string {
    return this.request.guildId;
  }

  get state(): VoiceConnectionState {
    return this.#state;
  }

  /** A packet of somebody in the channel comes in. */
  receive(userId: string, packet: OpusPacket): void {
    if (this.#closing.signal.aborted || this.#ignored.has(userId)) return;
    this.#heard.push(...this.#listening.push(userId, packet, this.clock.nowMs()));
  }

  leave(userId: string): void {
    this.#heard.push(...this.#listening.left(userId));
  }

  /** The connection is lost for good. */
  fail(): void {
    this.#close('connection-lost');
  }

  /** Once it is closed it opens no more: whoever waits goes on when they are told to, or with the next link. */
  whenOpen(signal: AbortSignal): Promise<void> | undefined {
    if (this.#state.status === 'ready') return undefined;
    return resolvedBefore(new Promise<void>(() => undefined), signal).then(() => undefined);
  }

  write({ pcm }: AudioFrame): void {
    this.#queue.push({ pcm, generation: Atomics.load(this.#generation, 0) });
    this.#speaking.wake();
  }

  clear(): void {
    Atomics.add(this.#generation, 0, 1);
  }

  ignore(userIds: readonly string[]): void {
    this.#ignored = new Set(userIds);
    for (const userId of userIds) this.#listening.drop(userId);
  }

  move(channelId: string): void {
    this.#become({ status: 'ready', channelId });
  }

  close(): Promise<void> {
    this.#close('left');
    return Promise.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<VoiceConnectionEvent, void, void> {
    for await (const event of this.#events) {
      if (event === 'taken') this.#outbox.taken();
      else yield event;
    }
  }

  async #tick(): Promise<void> {
    const { signal } = this.#closing;
    for (let dueMs = this.clock.nowMs() + FRAME_MS; !signal.aborted; dueMs += FRAME_MS) {
      await this.clock.sleepUntil(dueMs, signal);
      this.#outbox.add([...this.#heard.splice(0), ...this.#listening.tick(this.clock.nowMs())]);
    }
  }

  #close(reason: string): void {
    if (this.#closing.signal.aborted) return;
    this.#become({ status: 'closed', reason });
    this.#closing.abort();
    this.#speaking.close();
    this.#events.close();
  }

  #become(state: VoiceConnectionState): void {
    this.#state = state;
    this.#events.push({ type: 'state', state });
  }
}

/** Keeps those that are open, and no others. */
export class SocketlessVoiceConnections extends VoiceConnections {
  #links: SocketlessVoiceConnection[] = [];
  opened = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  override open(request: VoiceConnectionRequest): SocketlessVoiceConnection {
    const link = new SocketlessVoiceConnection(request, this.clock);
    this.#links = [...this.#open, link];
    this.opened += 1;
    return link;
  }

  in(guildId: string): SocketlessVoiceConnection | undefined {
    return this.#open.find((link) => link.guildId === guildId);
  }

  get #open(): SocketlessVoiceConnection[] {
    return this.#links.filter(({ state }) => state.status !== 'closed');
  }
}
