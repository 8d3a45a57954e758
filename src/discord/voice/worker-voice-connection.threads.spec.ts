import { Logger } from '@nestjs/common';

import {
  heard,
  WorkerConnectionBench,
} from '../../../test/support/discord/worker-connection-bench';

describe('the thread of a WorkerVoiceConnection', () => {
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

  it('replaces a thread that died, in its channel, with what it must know', () => {
    bench.ready();
    bench.connection.ignore(['alice']);
    bench.fromGateway.onVoiceServerUpdate({ token: 't', guild_id: 'guild', endpoint: 'e' });
    bench.thread.report({ type: 'state', state: { status: 'ready', channelId: 'elsewhere' } });
    bench.thread.emit('exit');
    expect(bench.connection.state).toEqual({ status: 'recovering', reason: 'thread-lost' });
    jest.advanceTimersByTime(200);
    expect(bench.threads).toHaveLength(2);
    expect(bench.thread.setup).toMatchObject({ channelId: 'elsewhere', ignored: ['alice'] });
    expect(bench.thread.types()).toEqual(['voice-server-update']);
    bench.ready();
    expect(bench.connection.state.status).toBe('ready');
  });

  it('gives up on a thread that dies again and again', () => {
    for (let crash = 0; crash < 4; crash++) {
      bench.thread.emit('exit');
      jest.advanceTimersByTime(10_000);
    }
    expect(bench.threads).toHaveLength(4);
    expect(bench.connection.state).toEqual({ status: 'closed', reason: 'thread-lost' });
    expect(bench.adapterIsGone).toBe(true);
  });

  it('replaces a thread that lived long however often that happens', () => {
    for (let crash = 0; crash < 10; crash++) {
      jest.advanceTimersByTime(61_000);
      bench.thread.emit('exit');
      jest.advanceTimersByTime(1_000);
    }
    expect(bench.threads).toHaveLength(11);
    expect(bench.connection.state.status).toBe('recovering');
  });

  it('says that everybody stopped when the thread that heard them is gone', async () => {
    bench.thread.report(heard('alice', 1));
    bench.thread.emit('exit');
    const events = await bench.take(3);
    expect(events.map(({ type }) => type)).toEqual(['audio', 'silence', 'state']);
  });
});
