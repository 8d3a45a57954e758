import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';

import { AgentChanges } from '../../agents';
import { BotFleet } from './bot-fleet';

/** Runs the bots for as long as the application runs. */
@Injectable()
export class BotRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  #unlisten: (() => void) | undefined;

  constructor(
    private readonly fleet: BotFleet,
    private readonly changes: AgentChanges,
  ) {}

  /** Not waited for: Discord may be away for as long as it likes. */
  onApplicationBootstrap(): void {
    this.#unlisten = this.changes.listen(() => void this.fleet.refresh());
    this.fleet.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#unlisten?.();
    await this.fleet.stop();
  }
}
