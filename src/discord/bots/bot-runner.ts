import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';

import { AgentChanges } from '../../agents';
import { BotManager } from './bot-manager';

/** Runs the bots for as long as the application runs. */
@Injectable()
export class BotRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  #unlisten: (() => void) | undefined;

  constructor(
    private readonly manager: BotManager,
    private readonly changes: AgentChanges,
  ) {}

  /** Not waited for: Discord may be away for as long as it likes. */
  onApplicationBootstrap(): void {
    this.#unlisten = this.changes.listen(() => void this.manager.refresh());
    this.manager.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#unlisten?.();
    await this.manager.stop();
  }
}
