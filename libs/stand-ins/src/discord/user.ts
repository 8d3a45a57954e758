import type { Json } from './json';
import { snowflake } from './snowflake';

/** An account: a person's, or a bot's. */
export class StandInUser {
  readonly id = snowflake();

  constructor(
    public name: string,
    readonly isBot: boolean,
    /** As their client says with each command. */
    public locale = 'en-US',
  ) {}

  toJson(): Json {
    return {
      id: this.id,
      username: this.name,
      discriminator: '0',
      global_name: this.name,
      avatar: null,
      bot: this.isBot,
      flags: 0,
      public_flags: 0,
    };
  }
}
