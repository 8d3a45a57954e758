import { EventEmitter } from 'node:events';

import { Logger } from '@nestjs/common';
import type { DiscordGatewayAdapterLibraryMethods } from '@discordjs/voice';

import type { ThreadCommand, ThreadReport, ThreadSetup } from './thread-protocol';
import type { VoiceConnectionEvent } from './voice-connection';
import { type VoiceThread, WorkerVoiceConnection } from './worker-voice-connection';

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

const heard = (userId: string, level: number): ThreadReport => ({
  type: 'heard',
  droppedFrames: 0,
  events: [{ type: 'audio', userId, frame: { pcm: Int16Array.of(level), sampleRateHz: 16_000 } }],
});

const frame = { pcm: new Int16Array(960), sampleRateHz: 48_000 } as const;

describe('WorkerVoiceConnection', () => {
  let threads: FakeThread[];
  let sent: unknown[];
  let takesPayloads: boolean;
  let fromGateway: DiscordGatewayAdapterLibraryMethods;
  let adapterIsGone: boolean;
  let connection: WorkerVoiceConnection;

  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    threads = [];
    sent = [];
    takesPayloads = true;
    adapterIsGone = false;
    connection = new WorkerVoiceConnection(
      {
        guildId: 'guild',
        channelId: 'channel',
        botId: 'bot',
        adapterCreator: (methods) => {
          fromGateway = methods;
          return {
            sendPayload: (payload: unknown) => {
              if (takesPayloads) sent.push(payload);
              return takesPayloads;
            },
            destroy: () => (adapterIsGone = true),
          };
        },
      },
      (setup) => {
        const thread = new FakeThread(setup);
        threads.push(thread);
        return thread;
      },
    );
  });

  afterEach(async () => {
    await connection.close();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const thread = () => threads.at(-1) as FakeThread;
  const ready = () =>
    thread().report({ type: 'state', state: { status: 'ready', channelId: 'channel' } });

  async function take(count: number): Promise<VoiceConnectionEvent[]> {
    const events: VoiceConnectionEvent[] = [];
    for await (const event of connection) {
      events.push(event);
      if (events.length === count) break;
    }
    return events;
  }

  it('carries gateway messages both ways', () => {
    fromGateway.onVoiceServerUpdate({ token: 't', guild_id: 'guild', endpoint: 'e' });
    thread().report({ type: 'gateway', payload: { op: 4 } });
    expect(thread().types()).toEqual(['voice-server-update']);
    expect(sent).toEqual([{ op: 4 }]);
  });

  it('sends what the gateway did not take when it does, the newest only', () => {
    takesPayloads = false;
    thread().report({ type: 'gateway', payload: 1 });
    thread().report({ type: 'gateway', payload: 2 });
    jest.advanceTimersByTime(30_000);
    takesPayloads = true;
    jest.advanceTimersByTime(5_000);
    expect(sent).toEqual([2]);
  });

  it('acknowledges a message when its events were used', async () => {
    ready();
    thread().report(heard('alice', 1));
    thread().report(heard('alice', 2));
    await take(3);
    // The last one is under way while its event is being used.
    expect(thread().types()).toEqual(['taken']);
  });

  it('gives nothing of who opted out, also what was heard before', async () => {
    thread().report(heard('alice', 1));
    thread().report(heard('bob', 2));
    connection.ignore(['alice']);
    expect(await take(1)).toMatchObject([{ userId: 'bob' }]);
    expect(thread().types()).toContain('ignore');
  });

  it('marks frames with the generation that clear begins', () => {
    ready();
    connection.write(frame);
    connection.clear();
    connection.write(frame);
    expect(Atomics.load(thread().setup.generation, 0)).toBe(1);
    expect(thread().commands).toMatchObject([{ generation: 0 }, { generation: 1 }]);
  });

  it('refuses frames that Discord does not take', () => {
    expect(() => connection.write({ pcm: new Int16Array(320), sampleRateHz: 16_000 })).toThrow(
      '48 kHz',
    );
  });

  it('replaces a thread that died, in its channel, with what it must know', () => {
    ready();
    connection.ignore(['alice']);
    fromGateway.onVoiceServerUpdate({ token: 't', guild_id: 'guild', endpoint: 'e' });
    thread().report({ type: 'state', state: { status: 'ready', channelId: 'elsewhere' } });
    thread().emit('exit');
    expect(connection.state).toEqual({ status: 'recovering', reason: 'thread-lost' });
    jest.advanceTimersByTime(200);
    expect(threads).toHaveLength(2);
    expect(thread().setup).toMatchObject({ channelId: 'elsewhere', ignored: ['alice'] });
    expect(thread().types()).toEqual(['voice-server-update']);
    ready();
    expect(connection.state.status).toBe('ready');
  });

  it('gives up on a thread that dies again and again', () => {
    for (let crash = 0; crash < 4; crash++) {
      thread().emit('exit');
      jest.advanceTimersByTime(10_000);
    }
    expect(threads).toHaveLength(4);
    expect(connection.state).toEqual({ status: 'closed', reason: 'thread-lost' });
    expect(adapterIsGone).toBe(true);
  });

  it('replaces a thread that lived long however often that happens', () => {
    for (let crash = 0; crash < 10; crash++) {
      jest.advanceTimersByTime(61_000);
      thread().emit('exit');
      jest.advanceTimersByTime(1_000);
    }
    expect(threads).toHaveLength(11);
    expect(connection.state.status).toBe('recovering');
  });

  it('sends no more of a buffer than the frame', () => {
    ready();
    connection.write({ pcm: new Int16Array(96_000).subarray(960, 1920), sampleRateHz: 48_000 });
    const [command] = thread().commands;
    expect(command?.type === 'speak' && command.pcm.buffer.byteLength).toBe(1920);
  });

  it('leaves the channel when it is closed, ends the iteration, and may be closed again', async () => {
    ready();
    await connection.close();
    await connection.close();
    const events = await Array.fromAsync(connection);
    expect(events.map((event) => event.type === 'state' && event.state.status)).toEqual([
      'ready',
      'closed',
    ]);
    expect(sent).toMatchObject([{ op: 4, d: { guild_id: 'guild', channel_id: null } }]);
    expect(adapterIsGone).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each(['disconnected', 'call-ended'])('does not leave a channel after %s', async (reason) => {
    thread().report({ type: 'state', state: { status: 'closed', reason } });
    thread().emit('exit');
    await connection.close();
    expect(sent).toEqual([]);
    expect(connection.state).toEqual({ status: 'closed', reason });
  });

  const leave = { op: 4, d: { guild_id: 'guild', channel_id: null } };

  it('leaves the channel once the gateway is back, which nobody waits for', async () => {
    takesPayloads = false;
    await connection.close();
    jest.advanceTimersByTime(30_000);
    takesPayloads = true;
    jest.advanceTimersByTime(1_000);
    expect(sent).toMatchObject([leave]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up leaving when the gateway stays away for longer than it knows the bot', async () => {
    takesPayloads = false;
    await connection.close();
    jest.advanceTimersByTime(61_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves when its owner gives up a connection that had ended by itself', async () => {
    thread().report({ type: 'state', state: { status: 'closed', reason: 'unreachable' } });
    thread().emit('exit');
    expect(sent).toEqual([]);
    await connection.close();
    await connection.close();
    expect(sent).toMatchObject([leave]);
  });

  it('neither leaves nor takes the gateway away when another connection has its place', async () => {
    takesPayloads = false;
    connection.supersede();
    await connection.close();
    takesPayloads = true;
    jest.advanceTimersByTime(2_000);
    expect(sent).toEqual([]);
    expect(adapterIsGone).toBe(false);
  });

  it('takes back a leave that waits when another connection takes its place', async () => {
    takesPayloads = false;
    await connection.close();
    connection.supersede();
    takesPayloads = true;
    jest.advanceTimersByTime(2_000);
    expect(sent).toEqual([]);
  });

  it('is open while it is ready, and lets wait until it is again', async () => {
    const never = new AbortController().signal;
    const log: string[] = [];
    void connection.whenOpen(never)?.then(() => log.push('open'));
    await Promise.resolve();
    expect(log).toEqual([]);
    ready();
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['open']);
    expect(connection.whenOpen(never)).toBeUndefined();
    thread().report({ type: 'state', state: { status: 'recovering', reason: 'connection-lost' } });
    void connection.whenOpen(never)?.then(() => log.push('again'));
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['open']);
    ready();
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['open', 'again']);
  });

  it('keeps nothing that is written while nobody would hear it', () => {
    connection.write(frame);
    ready();
    thread().report({ type: 'state', state: { status: 'recovering', reason: 'connection-lost' } });
    connection.write(frame);
    expect(thread().types()).toEqual([]);
  });

  it('says that everybody stopped when the thread that heard them is gone', async () => {
    thread().report(heard('alice', 1));
    thread().emit('exit');
    const events = await take(3);
    expect(events.map(({ type }) => type)).toEqual(['audio', 'silence', 'state']);
  });

  it('logs what could not be read, with ids and counts', () => {
    const counts = {
      undecryptable: 3,
      reinitialisations: 1,
      unknownSender: 0,
      lost: 0,
      late: 0,
      reconnects: 0,
    };
    thread().report({ type: 'counts', counts });
    const [logged] = jest.mocked(Logger.prototype.warn).mock.calls.at(-1) ?? [];
    expect(logged).toEqual({ guildId: 'guild', channelId: 'channel', ...counts });
  });

  it('logs lost packets as news, not as trouble', () => {
    const counts = {
      undecryptable: 0,
      reinitialisations: 0,
      unknownSender: 0,
      lost: 5,
      late: 1,
      reconnects: 0,
    };
    thread().report({ type: 'counts', counts });
    expect(jest.mocked(Logger.prototype.warn)).not.toHaveBeenCalled();
    expect(jest.mocked(Logger.prototype.log)).toHaveBeenCalledTimes(1);
  });
});
