import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import { ScriptedBotGateway } from '../../../test/support/scripted-bot-gateway';
import type { AgentBot } from '../settings/agent-bots';
import { VoiceBots } from '../voice-bots';
import { BotManager } from './bot-manager';
import { DiscordHealth } from './discord-health';

describe('BotManager', () => {
  let clock: VirtualClock;
  let gateway: ScriptedBotGateway;
  let bots: VoiceBots;
  let agents: AgentBot[] | 'database down';
  let manager: BotManager | undefined;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    clock = new VirtualClock();
    gateway = new ScriptedBotGateway();
    bots = new VoiceBots();
    agents = [];
  });
  afterEach(async () => {
    await manager?.stop();
    expect(clock.sleepers).toBe(0);
    expect(gateway.online.size).toBe(0);
  });

  const start = async (serverToken?: string) => {
    const readAgents = async () => {
      if (agents === 'database down') throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
      return agents;
    };
    manager = new BotManager(serverToken, readAgents, gateway, bots, clock);
    manager.start();
    await clock.advance(0);
    return manager;
  };
  const statuses = () =>
    manager?.list().map(({ agentId = 'server', state }) => `${agentId} ${state.status}`);
  const health = () => new DiscordHealth(manager as BotManager).health();

  it('is off without any token, and healthy so', async () => {
    await start();
    expect(health()).toEqual({ status: 'off', bots: [] });
  });

  it("runs the server's bot and one for each agent that has a token", async () => {
    agents = [
      { agentId: 'ada', token: 'a' },
      { agentId: 'bob', token: 'b' },
    ];
    await start('s');
    expect(statuses()).toEqual(['server ready', 'ada ready', 'bob ready']);
    expect(health().status).toBe('up');
    expect(bots.list().map(({ agentId }) => agentId)).toEqual([undefined, 'ada', 'bob']);
  });

  it('has one failing bot fail alone', async () => {
    agents = [{ agentId: 'ada', token: 'a' }];
    gateway.script('s', 'refused');
    await start('s');
    expect(health()).toEqual({
      status: 'degraded',
      bots: [
        { status: 'refused', reason: 'refused' },
        { agent_id: 'ada', status: 'ready', name: 'a' },
      ],
    });
  });

  it('starts, restarts and stops bots as their agents are edited, and leaves the others alone', async () => {
    agents = [
      { agentId: 'ada', token: 'a' },
      { agentId: 'bob', token: 'b' },
    ];
    await start();
    agents = [
      { agentId: 'ada', token: 'a' },
      { agentId: 'bob', token: 'b2' },
      { agentId: 'cy', token: 'c' },
    ];
    await manager?.refresh();
    await clock.advance(0);
    expect([...gateway.online.keys()]).toEqual(['a', 'b2', 'c']);
    agents = [{ agentId: 'cy', token: 'c' }];
    await manager?.refresh();
    expect(statuses()).toEqual(['cy ready']);
    expect(gateway.logins).toEqual(['a', 'b', 'b2', 'c']);
  });

  it('tries a refused token again once it is another one', async () => {
    agents = [{ agentId: 'ada', token: 'bad' }];
    gateway.script('bad', 'refused');
    await start();
    expect(statuses()).toEqual(['ada refused']);
    agents = [{ agentId: 'ada', token: 'good' }];
    await manager?.refresh();
    await clock.advance(0);
    expect(statuses()).toEqual(['ada ready']);
  });

  it('logs in with a token once, whoever else has it', async () => {
    agents = [
      { agentId: 'ada', token: 's' },
      { agentId: 'bob', token: undefined },
    ];
    await start('s');
    expect(statuses()).toEqual(['server ready', 'ada duplicate-token', 'bob unreadable-token']);
    expect(gateway.logins).toEqual(['s']);
    expect(health().bots.map(({ reason }) => reason)).toEqual([
      undefined,
      expect.stringContaining('same token'),
      expect.stringContaining('SECRETS_KEY'),
    ]);
  });

  it('hands a token over from one agent to another without two logins at once', async () => {
    agents = [{ agentId: 'ada', token: 'a' }];
    await start();
    agents = [{ agentId: 'bob', token: 'a' }];
    await manager?.refresh();
    await clock.advance(0);
    expect(statuses()).toEqual(['bob ready']);
    expect(gateway.online.size).toBe(1);
  });

  it('leaves bots as they are while the database is down, and catches up within a minute', async () => {
    agents = [{ agentId: 'ada', token: 'a' }];
    await start('s');
    agents = 'database down';
    await manager?.refresh();
    expect(statuses()).toEqual(['server ready', 'ada ready']);
    agents = [];
    await clock.advance(60_000);
    expect(statuses()).toEqual(['server ready']);
  });

  it('follows its agents again after a change that went wrong', async () => {
    agents = [{ agentId: 'ada', token: 'a' }];
    await start();
    const broken: AgentBot = {
      agentId: 'bob',
      get token(): string {
        throw new Error('a bug');
      },
    };
    agents = [broken];
    await manager?.refresh();
    expect(statuses()).toEqual(['ada ready']);
    agents = [{ agentId: 'cy', token: 'c' }];
    await manager?.refresh();
    await clock.advance(0);
    expect(statuses()).toEqual(['cy ready']);
  });
});
