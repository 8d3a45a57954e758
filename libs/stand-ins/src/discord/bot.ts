import { randomBytes } from 'node:crypto';

import type { Changes } from './changes';
import type { Gateway } from './gateway';
import type { GatewaySession } from './gateway-session';
import type { Json } from './json';
import type { StandInUser } from './user';

/** A bot's account: what its owner copies from the developer portal. Its application has the id of its user. */
export class StandInBot {
  /** In the form of the real ones: the id first. */
  token: string;
  /** "Server Members Intent" in the developer portal: it is told when somebody's roles change, if it asks for that. */
  mayFollowMembers = false;
  /** What it has registered for all guilds. */
  commands: readonly Json[] = [];
  /** What it has registered for one guild, by the guild's id. */
  readonly guildCommands = new Map<string, readonly Json[]>();
  readonly #gateway: Gateway;
  readonly #changes: Changes;

  constructor(
    readonly user: StandInUser,
    gateway: Gateway,
    changes: Changes,
  ) {
    this.#gateway = gateway;
    this.#changes = changes;
    const id = Buffer.from(user.id).toString('base64url');
    this.token = `${id}.${randomBytes(4).toString('base64url')}.${randomBytes(20).toString('base64url')}`;
  }

  get id(): string {
    return this.user.id;
  }

  /** Its newest session with the gateway. */
  get session(): GatewaySession | undefined {
    return this.#gateway.sessionOf(this.id);
  }

  /** Whether it hears of a change of that member: of itself always. */
  isToldOf(userId: string): boolean {
    return userId === this.id || this.session?.followsMembers === true;
  }

  commandsIn(guildId: string): readonly Json[] {
    return [...(this.guildCommands.get(guildId) ?? []), ...this.commands];
  }

  /** When it is logged in. */
  online(timeoutMs?: number): Promise<GatewaySession> {
    const find = () => (this.session?.isConnected === true ? this.session : undefined);
    return this.#changes.until(`${this.user.name} online`, find, timeoutMs);
  }

  /** When its newest session has been resumed at least `times` times. */
  resumed(times = 1, timeoutMs?: number): Promise<GatewaySession> {
    const find = () => ((this.session?.resumes ?? 0) >= times ? this.session : undefined);
    return this.#changes.until(`${this.user.name} resumed`, find, timeoutMs);
  }

  /** When it has registered a command of that name. */
  registered(name: string, timeoutMs?: number): Promise<Json> {
    const find = () =>
      [...this.commands, ...[...this.guildCommands.values()].flat()].find(
        (command) => command['name'] === name,
      );
    return this.#changes.until(`the command /${name}`, find, timeoutMs);
  }
}
