import { Injectable } from '@nestjs/common';

import { BotManager, type ManagedBot } from './bot-manager';

export type DiscordHealthReport = {
  /** `off`: no token at all. `degraded`: a bot is not there; everything else of the server works. */
  readonly status: 'off' | 'up' | 'degraded';
  readonly bots: readonly {
    readonly agent_id?: string;
    readonly status: ManagedBot['state']['status'];
    readonly name?: string;
    readonly reason?: string;
    readonly retry_at?: string;
  }[];
};

/** How Discord stands, for `/health/ready`. Names no secret. */
@Injectable()
export class DiscordHealth {
  constructor(private readonly manager: BotManager) {}

  health(): DiscordHealthReport {
    const bots = this.manager.list();
    if (bots.length === 0) return { status: 'off', bots: [] };
    const areAllUp = bots.every(({ state }) => state.status === 'ready');
    return {
      status: areAllUp ? 'up' : 'degraded',
      bots: bots.map(({ agentId, state }) => ({
        ...(agentId === undefined ? {} : { agent_id: agentId }),
        ...describe(state),
      })),
    };
  }
}

function describe(state: ManagedBot['state']): DiscordHealthReport['bots'][number] {
  switch (state.status) {
    case 'ready':
      return { status: 'ready', name: state.name };
    case 'waiting':
      return {
        status: 'waiting',
        reason: state.reason,
        retry_at: new Date(state.retryAtMs).toISOString(),
      };
    case 'refused':
      return { status: 'refused', reason: state.reason };
    case 'unreadable-token':
      return {
        status: 'unreadable-token',
        reason:
          'discord_token was sealed with another SECRETS_KEY: restore the key or set the token again',
      };
    case 'duplicate-token':
      return { status: 'duplicate-token', reason: 'another bot of this server has the same token' };
    case 'connecting':
    case 'reconnecting':
    case 'stopped':
      return { status: state.status };
  }
}
