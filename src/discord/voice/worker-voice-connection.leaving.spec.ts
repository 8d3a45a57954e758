import { Logger } from '@nestjs/common';

import { WorkerConnectionBench } from '../../../test/support/discord/worker-connection-bench';

describe('the end of a WorkerVoiceConnection', () => {
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

  it('leaves the channel when it is closed, ends the iteration, and may be closed again', async () => {
    bench.ready();
    await bench.connection.close();
    await bench.connection.close();
    const events = await Array.fromAsync(bench.connection);
    expect(events.map((event) => event.type === 'state' && event.state.status)).toEqual([
      'ready',
      'closed',
    ]);
    expect(bench.sent).toMatchObject([{ op: 4, d: { guild_id: 'guild', channel_id: null } }]);
    expect(bench.adapterIsGone).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each(['disconnected', 'call-ended'])('does not leave a channel after %s', async (reason) => {
    bench.thread.report({ type: 'state', state: { status: 'closed', reason } });
    bench.thread.emit('exit');
    await bench.connection.close();
    expect(bench.sent).toEqual([]);
    expect(bench.connection.state).toEqual({ status: 'closed', reason });
  });

  const leave = { op: 4, d: { guild_id: 'guild', channel_id: null } };

  it('leaves the channel once the gateway is back, which nobody waits for', async () => {
    bench.takesPayloads = false;
    await bench.connection.close();
    jest.advanceTimersByTime(30_000);
    bench.takesPayloads = true;
    jest.advanceTimersByTime(1_000);
    expect(bench.sent).toMatchObject([leave]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up leaving when the gateway stays away for longer than it knows the bot', async () => {
    bench.takesPayloads = false;
    await bench.connection.close();
    jest.advanceTimersByTime(61_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves when its owner gives up a connection that had ended by itself', async () => {
    bench.thread.report({ type: 'state', state: { status: 'closed', reason: 'unreachable' } });
    bench.thread.emit('exit');
    expect(bench.sent).toEqual([]);
    await bench.connection.close();
    await bench.connection.close();
    expect(bench.sent).toMatchObject([leave]);
  });

  it('neither leaves nor takes the gateway away when another connection has its place', async () => {
    bench.takesPayloads = false;
    bench.connection.supersede();
    await bench.connection.close();
    bench.takesPayloads = true;
    jest.advanceTimersByTime(2_000);
    expect(bench.sent).toEqual([]);
    expect(bench.adapterIsGone).toBe(false);
  });

  it('takes back a leave that waits when another connection takes its place', async () => {
    bench.takesPayloads = false;
    await bench.connection.close();
    bench.connection.supersede();
    bench.takesPayloads = true;
    jest.advanceTimersByTime(2_000);
    expect(bench.sent).toEqual([]);
  });
});
