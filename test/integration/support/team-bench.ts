import { DataSource } from 'typeorm';

import { WholeApp } from './whole-app';

type Json = Record<string, unknown>;
export type Answer = { readonly status: number; readonly body: unknown };

/** The whole server with people who have a key each. `server` is who has the server's own. */
export class TeamBench {
  readonly #people = new Map<string, { readonly id: string; readonly key: string }>();

  private constructor(readonly whole: WholeApp) {}

  static async start(environment: Record<string, string> = {}): Promise<TeamBench> {
    const plenty = { REQUESTS_PER_MINUTE: '100000', FAILED_KEYS_PER_MINUTE: '10000' };
    return new TeamBench(await WholeApp.start({ ...plenty, ...environment }));
  }

  get url(): string {
    return this.whole.url;
  }

  stop(): Promise<void> {
    return this.whole.stop();
  }

  idOf(name: string): string {
    return this.#people.get(name)?.id ?? '';
  }

  keyOf(name: string): string {
    return name === 'server' ? this.whole.key : (this.#people.get(name)?.key ?? '');
  }

  /** @returns their id. */
  async addUser(name: string): Promise<string> {
    const user = await this.#made('server', '/api/users', { display_name: name });
    const id = String(user['id']);
    const asked = { user_id: id, name: 'all', scopes: ['talk', 'read'] };
    const key = await this.#made('server', '/api/keys', asked);
    this.#people.set(name, { id, key: String(key['key']) });
    return id;
  }

  async ask(who: string, method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-api-key': this.keyOf(who) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  }

  /** @returns its id. */
  async makeGroup(owner: string, name: string): Promise<string> {
    return String((await this.#made(owner, '/api/groups', { name }))['id']);
  }

  async invite(
    who: string,
    groupId: string,
    asked: object,
  ): Promise<{ id: string; token: string }> {
    const made = await this.#made(who, `/api/groups/${groupId}/invites`, asked);
    return { id: String(made['id']), token: String(made['token']) };
  }

  /** A group of `owner` and others, in the roles that they have. @returns its id. */
  async makeTeam(owner: string, others: Readonly<Record<string, string>>): Promise<string> {
    const id = await this.makeGroup(owner, `${owner}’s`);
    for (const [name, role] of Object.entries(others)) {
      const { token } = await this.invite(owner, id, { role });
      const { status } = await this.join(name, token);
      if (status !== 200) throw new Error(`${name} cannot join: ${status}`);
    }
    return id;
  }

  join(who: string, token: string): Promise<Answer> {
    return this.ask(who, 'POST', '/api/groups/join', { token });
  }

  query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.whole.app.get(DataSource).query<Row[]>(sql, [...values]);
  }

  async #made(who: string, path: string, asked: object): Promise<Json> {
    const { status, body } = await this.ask(who, 'POST', path, asked);
    if (status !== 201) throw new Error(`${path} for ${who}: ${status} ${JSON.stringify(body)}`);
    return body as Json;
  }
}
