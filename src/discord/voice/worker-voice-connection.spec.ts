import { Logger } from '@nestjs/common';

import {
  frame,
  heard,
  WorkerConnectionBench,
} from '../../../test/support/discord/worker-connection-bench';

describe('WorkerVoiceConnection', () => {
  let bench: WorkerConnectionBench;

  beforeEach(() => {
    jest.useFakeTimers();
    for (const level of ['error', 'warn', 'log'] as const) {
      jest.spyOn(Logger.prototype, level).mockImplementation();
    }
    bench = new WorkerConnectionBench();
  });

  afterEach(async () => {
    await bench.connection.close();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('carries gateway messages both ways', () => {
    bench.fromGateway.onVoiceServerUpdate({ token: 't', guild_id: 'guild', endpoint: 'e' });
    bench.thread.report({ type: 'gateway', payload: { op: 4 } });
    expect(bench.thread.types()).toEqual(['voice-server-update']);
    expect(bench.sent).toEqual([{ op: 4 }]);
  });

  it('sends what the gateway did not take when it does, the newest only', () => {
    bench.takesPayloads = false;
    bench.thread.report({ type: 'gateway', payload: 1 });
    bench.thread.report({ type: 'gateway', payload: 2 });
    jest.advanceTimersByTime(30_000);
    bench.takesPayloads = true;
    jest.advanceTimersByTime(5_000);
    expect(bench.sent).toEqual([2]);
  });

  it('acknowledges a message when its events were used', async () => {
    bench.ready();
    bench.thread.report(heard('alice', 1));
    bench.thread.report(heard('alice', 2));
    await bench.take(3);
    // The last one is under way while its event is being used.
    expect(bench.thread.types()).toEqual(['taken']);
  });

  it('gives nothing of who opted out, also what was heard before', async () => {
    bench.thread.report(heard('alice', 1));
    bench.thread.report(heard('bob', 2));
    bench.connection.ignore(['alice']);
    expect(await bench.take(1)).toMatchObject([{ userId: 'bob' }]);
    expect(bench.thread.types()).toContain('ignore');
  });

  it('marks frames with the generation that clear begins', () => {
    bench.ready();
    bench.connection.write(frame);
    bench.connection.clear();
    bench.connection.write(frame);
    expect(Atomics.load(bench.thread.setup.generation, 0)).toBe(1);
    expect(bench.thread.commands).toMatchObject([{ generation: 0 }, { generation: 1 }]);
  });

  it('refuses frames that Discord does not take', () => {
    expect(() =>
      bench.connection.write({ pcm: new Int16Array(320), sampleRateHz: 16_000 }),
    ).toThrow('48 kHz');
  });

  it('sends no more of a buffer than the frame', () => {
    bench.ready();
    bench.connection.write({
      pcm: new Int16Array(96_000).subarray(960, 1920),
      sampleRateHz: 48_000,
    });
    const [command] = bench.thread.commands;
    expect(command?.type === 'speak' && command.pcm.buffer.byteLength).toBe(1920);
  });

  it('is open while it is ready, and lets wait until it is again', async () => {
    const never = new AbortController().signal;
    const log: string[] = [];
    void bench.connection.whenOpen(never)?.then(() => log.push('open'));
    await Promise.resolve();
    expect(log).toEqual([]);
    bench.ready();
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['open']);
    expect(bench.connection.whenOpen(never)).toBeUndefined();
    bench.thread.report({
      type: 'state',
      state: { status: 'recovering', reason: 'connection-lost' },
    });
    void bench.connection.whenOpen(never)?.then(() => log.push('again'));
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['open']);
    bench.ready();
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['open', 'again']);
  });

  it('keeps nothing that is written while nobody would hear it', () => {
    bench.connection.write(frame);
    bench.ready();
    bench.thread.report({
      type: 'state',
      state: { status: 'recovering', reason: 'connection-lost' },
    });
    bench.connection.write(frame);
    expect(bench.thread.types()).toEqual([]);
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
    bench.thread.report({ type: 'counts', counts });
    const [logged] = jest.mocked(Logger.prototype.warn).mock.calls.at(-1) ?? [];
    expect(logged).toEqual({ guildId: 'guild', channelId: 'channel', ...counts });
  });

  it('logs lost packets as information, not as a warning', () => {
    const counts = {
      undecryptable: 0,
      reinitialisations: 0,
      unknownSender: 0,
      lost: 5,
      late: 1,
      reconnects: 0,
    };
    bench.thread.report({ type: 'counts', counts });
    expect(jest.mocked(Logger.prototype.warn)).not.toHaveBeenCalled();
    expect(jest.mocked(Logger.prototype.log)).toHaveBeenCalledTimes(1);
  });
});
