import { type Clock, FRAME_MS, SystemClock } from '@vox/voice-core';

import { ChannelConnection } from './connection/channel-connection';
import { ConnectionCounters } from './connection-counters';
import type {
  HeardEvent,
  ThreadCommand,
  ThreadPort,
  ThreadReport,
  ThreadSetup,
} from './thread-protocol';
import { Listening } from './receiving/listening';
import { Outbox } from './outbox';
import { ReceivedAudio } from './receiving/received-audio';
import { Speaking } from './speaking/speaking';
import { SpeechQueue } from './speaking/speech-queue';

/**
 * Everything of one voice connection that lives in its thread: connection, codec, pacing.
 *
 * Ends by itself after the state `closed`; what it held (sockets, timers, the port) is released then.
 */
export class VoiceEngine {
  readonly #port: ThreadPort;
  readonly #clock: Clock;
  readonly #connection: ChannelConnection;
  readonly #queue: SpeechQueue;
  readonly #speaking: Speaking;
  readonly #counters = new ConnectionCounters();
  readonly #listening = new Listening(this.#counters);
  readonly #received: ReceivedAudio;
  readonly #outbox = new Outbox((report) => this.#report(report));
  readonly #timer: NodeJS.Timeout;
  #ignored: ReadonlySet<string>;
  #heard: HeardEvent[] = [];

  constructor(port: ThreadPort, setup: ThreadSetup, clock: Clock = new SystemClock()) {
    this.#port = port;
    this.#clock = clock;
    this.#ignored = new Set(setup.ignored);
    this.#connection = new ChannelConnection(
      setup,
      {
        gateway: (payload) => this.#report({ type: 'gateway', payload }),
        state: (state) => {
          this.#report({ type: 'state', state });
          if (state.status === 'recovering') this.#counters.add('reconnects');
          if (state.status === 'closed') this.#end();
        },
      },
      clock,
    );
    this.#received = new ReceivedAudio(
      this.#connection.voice,
      {
        isIgnored: (userId) => this.#ignored.has(userId),
        packet: (userId, packet) =>
          this.#heard.push(...this.#listening.push(userId, packet, clock.nowMs())),
        left: (userId) => this.#heard.push(...this.#listening.left(userId)),
        undecryptable: () => this.#connection.restart('encryption-lost'),
      },
      this.#counters,
      clock,
    );
    this.#queue = new SpeechQueue(setup.generation);
    this.#speaking = new Speaking(this.#queue, this.#connection, clock);
    this.#timer = setInterval(() => this.#tick(), FRAME_MS);
    port.on('message', (command) => this.#do(command));
  }

  /** Something in this thread threw where nobody caught it: the connection is made anew. */
  recover(): void {
    this.#connection.restart('internal-error');
  }

  #do(command: ThreadCommand): void {
    switch (command.type) {
      case 'voice-server-update':
      case 'voice-state-update':
      case 'gateway-gone':
        return this.#connection.onGatewayUpdate(command);
      case 'speak':
        this.#queue.push(command);
        return this.#speaking.wake();
      case 'ignore':
        return this.#ignore(command.userIds);
      case 'move':
        return this.#connection.move(command.channelId);
      case 'taken':
        return this.#outbox.taken();
      case 'close':
        return this.#connection.close('left');
    }
  }

  #ignore(userIds: readonly string[]): void {
    this.#ignored = new Set(userIds);
    for (const userId of userIds) this.#listening.drop(userId);
    this.#heard = this.#heard.filter(({ userId }) => !this.#ignored.has(userId));
  }

  #tick(): void {
    const nowMs = this.#clock.nowMs();
    this.#connection.tick();
    this.#received.tick();
    const heard = [...this.#heard, ...this.#listening.tick(nowMs)];
    this.#heard = [];
    this.#outbox.add(heard);
    const counts = this.#counters.due(nowMs);
    if (counts !== undefined) this.#report({ type: 'counts', counts });
  }

  #report(report: ThreadReport): void {
    const buffers =
      report.type === 'heard'
        ? report.events.flatMap((event) =>
            event.type === 'audio' ? (event.frame.pcm.buffer as ArrayBuffer) : [],
          )
        : [];
    this.#port.postMessage(report, buffers);
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#speaking.close();
    this.#port.close();
  }
}
