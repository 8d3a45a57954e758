import { BotGateway, type LiveBot } from './bot-gateway';

/** Makes the gateway when the first bot is to log in: of its library nothing is read where there is none. */
export class GatewayOnDemand extends BotGateway {
  #gateway: BotGateway | undefined;

  constructor(private readonly make: () => BotGateway) {
    super();
  }

  override async login(...given: Parameters<BotGateway['login']>): Promise<LiveBot> {
    this.#gateway ??= this.make();
    return this.#gateway.login(...given);
  }
}
