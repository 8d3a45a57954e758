import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import { ScriptedBotGateway } from '../../../test/support/scripted-bot-gateway';
import { VoiceBots } from '../voice-bots';
import { BotSupervisor } from './bot-supervisor';

describe('BotSupervisor', () => {
  let clock: VirtualClock;
  let gateway: ScriptedBotGateway;
  let bots: VoiceBots;
  let supervisor: BotSupervisor;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    clock = new VirtualClock();
    gateway = new ScriptedBotGateway();
    bots = new VoiceBots();
    supervisor = new BotSupervisor({ token: 't' }, gateway, bots, clock);
  });
  afterEach(async () => {
    await supervisor.stop();
    expect(clock.sleepers).toBe(0);
  });
  const online = () => gateway.online.get('t');

  it('is ready once it is logged in, and tells who watches', async () => {
    supervisor.start();
    await clock.advance(0);
    expect(supervisor.state).toEqual({ status: 'ready', botId: 'bot-t', name: 't' });
    expect(bots.list()).toHaveLength(1);
    await supervisor.stop();
    expect(supervisor.state.status).toBe('stopped');
    expect(bots.list()).toHaveLength(0);
    expect(gateway.online.size).toBe(0);
  });

  it('waits twice as long after each try that reaches nothing, and five minutes at most', async () => {
    gateway.script('t', 'unreachable');
    supervisor.start();
    const waits: number[] = [];
    for (let n = 0; n < 11; n++) {
      await clock.advance(0);
      const { state } = supervisor;
      if (state.status !== 'waiting') throw new Error(state.status);
      const waitMs = state.retryAtMs - clock.wallMs();
      waits.push(waitMs / 1000);
      await clock.advance(waitMs);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    expect(gateway.logins).toHaveLength(12);
  });

  it('comes back when Discord does', async () => {
    gateway.script('t', 'unreachable', 'unreachable', 'ready');
    supervisor.start();
    await clock.advance(3000);
    expect(supervisor.state.status).toBe('ready');
  });

  it('does not try a refused token again', async () => {
    gateway.script('t', 'refused');
    supervisor.start();
    await clock.advance(24 * 3_600_000);
    expect(supervisor.state).toEqual({ status: 'refused', reason: 'refused' });
    expect(gateway.logins).toHaveLength(1);
  });

  it('is off for good when Discord revokes the token of a bot that runs', async () => {
    supervisor.start();
    await clock.advance(0);
    online()?.lose(true);
    await clock.advance(3_600_000);
    expect(supervisor.state.status).toBe('refused');
    expect(bots.list()).toHaveLength(0);
  });

  it('lets a broken connection be mended for three minutes, then logs in anew', async () => {
    supervisor.start();
    await clock.advance(0);
    const [before] = bots.list();
    online()?.connection(false);
    expect(supervisor.state.status).toBe('reconnecting');
    await clock.advance(179_000);
    online()?.connection(true);
    expect(supervisor.state.status).toBe('ready');
    await clock.advance(600_000);
    expect(bots.list()[0]).toBe(before);
    online()?.connection(false);
    await clock.advance(181_000);
    expect(supervisor.state.status).toBe('ready');
    expect(bots.list()[0]).not.toBe(before);
    expect(gateway.logins).toHaveLength(2);
  });

  it('keeps waiting longer for a bot that is lost again and again, and begins anew after a quiet minute', async () => {
    supervisor.start();
    const waitAfterLoss = async () => {
      online()?.lose(false);
      await clock.advance(0);
      const { state } = supervisor;
      if (state.status !== 'waiting') throw new Error(state.status);
      const waitMs = state.retryAtMs - clock.wallMs();
      await clock.advance(waitMs);
      return waitMs;
    };
    await clock.advance(0);
    expect([await waitAfterLoss(), await waitAfterLoss(), await waitAfterLoss()]).toEqual([
      1000, 2000, 4000,
    ]);
    await clock.advance(60_000);
    expect(await waitAfterLoss()).toBe(1000);
  });

  it.each([
    ['is told of it', () => Promise.resolve(), true],
    ['is told of its end', () => Promise.reject(new Error('a bug')), false],
  ])('logs a bot out also when somebody fails who %s', async (_case, stopped, failsAtOnce) => {
    const started = () => {
      if (failsAtOnce) throw new Error('a bug');
    };
    const unwatch = bots.watch({ started, stopped });
    supervisor.start();
    await clock.advance(0);
    if (!failsAtOnce) online()?.lose(false);
    await clock.advance(0);
    expect(online()).toBeUndefined();
    expect(bots.list()).toHaveLength(0);
    unwatch();
    await clock.advance(1000);
    expect(supervisor.state.status).toBe('ready');
  });

  it('ends a login that hangs when it is stopped', async () => {
    gateway.script('t', 'silent');
    supervisor.start();
    await clock.advance(1000);
    expect(supervisor.state.status).toBe('connecting');
    await supervisor.stop();
    expect(supervisor.state.status).toBe('stopped');
  });
});
