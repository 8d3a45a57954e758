import { EventEmitter } from 'node:events';

import type { DiscordGatewayAdapterLibraryMethods } from '@discordjs/voice';

import type {
  ThreadCommand,
  ThreadReport,
  ThreadSetup,
} from '../../../src/discord/voice/thread-protocol';
import type { VoiceConnectionEvent } from '../../../src/discord/voice/voice-connection';
import {
  type VoiceThread,
  WorkerVoiceConnection,
} from '../../../src/discord/voice/worker-voice-connection';

/** A voice thread that does nothing: the test reports what it would. Ends when it is told to close. */
class FakeThread extends EventEmitter implements VoiceThread {
  readonly commands: ThreadCommand[] = [];

  constructor(readonly setup: ThreadSetup) {
    super();
  }

  postMessage(command: ThreadCommand): void {
    this.commands.push(command);
    if (command.type === 'close') this.emit('exit');
  }

  async terminate(): Promise<void> {
    this.emit('exit');
  }

  report(report: ThreadReport): void {
    this.emit('message', report);
  }

  types(): string[] {
    return this.commands.map(({ type }) => type);
  }
}

/** One frame of `userId`, told apart from others by its only sample. */
export const heard = (userId: string, level: number): ThreadReport => ({
  type: 'heard',
  droppedFrames: 0,
  events: [{ type: 'audio', userId, frame: { pcm: Int16Array.of(level), sampleRateHz: 16_000 } }],
});

/** 20 ms of silence, as Discord takes it. */
export const frame = { pcm: new Int16Array(960), sampleRateHz: 48_000 } as const;

/** A `WorkerVoiceConnection` between threads and a gateway that the test plays. The test closes `connection`. */
export class WorkerConnectionBench {
  /** Every thread that was started, in order. */
  readonly threads: FakeThread[] = [];
  /** What the gateway took. */
  readonly sent: unknown[] = [];
  /** Whether the gateway takes payloads. */
  takesPayloads = true;
  adapterIsGone = false;
  readonly connection: WorkerVoiceConnection;
  #fromGateway: DiscordGatewayAdapterLibraryMethods | undefined;

  constructor() {
    this.connection = new WorkerVoiceConnection(
      {
        guildId: 'guild',
        channelId: 'channel',
        botId: 'bot',
        adapterCreator: (methods) => {
          this.#fromGateway = methods;
          return {
            sendPayload: (payload: unknown) => {
              if (this.takesPayloads) this.sent.push(payload);
              return this.takesPayloads;
            },
            destroy: () => (this.adapterIsGone = true),
          };
        },
      },
      (setup) => {
        const thread = new FakeThread(setup);
        this.threads.push(thread);
        return thread;
      },
    );
  }

  /** The newest thread. */
  get thread(): FakeThread {
    const thread = this.threads.at(-1);
    if (thread === undefined) throw new Error('no thread was started');
    return thread;
  }

  /** What the gateway calls with its updates. */
  get fromGateway(): DiscordGatewayAdapterLibraryMethods {
    if (this.#fromGateway === undefined) throw new Error('no adapter was made');
    return this.#fromGateway;
  }

  /** The thread reports that the bot is in the channel. */
  ready(): void {
    this.thread.report({ type: 'state', state: { status: 'ready', channelId: 'channel' } });
  }

  /** The next `count` events. */
  async take(count: number): Promise<VoiceConnectionEvent[]> {
    const events: VoiceConnectionEvent[] = [];
    for await (const event of this.connection) {
      events.push(event);
      if (events.length === count) break;
    }
    return events;
  }
}
