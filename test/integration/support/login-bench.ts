import { DataSource } from 'typeorm';

import { IdentityCache } from '../../../src/identity';
import { freePort } from '../../support/free-port';
import { OidcPerson } from '../../support/oidc-person';
import { type Accounts, CLIENT_ID, TestOidcProvider } from '../../support/oidc-provider';
import { WholeApp } from './whole-app';

const SECRET = 'a secret that only the two of them know';

export const ACCOUNTS: Accounts = {
  ann: { name: 'Ann', email: 'ann@example.org', email_verified: true },
  ada: { name: 'Ada', groups: ['staff'] },
  gus: { name: 'Gus <b>', groups: ['friends'], email: 'gus@elsewhere.example' },
  eve: { name: 'Eve', email: 'eve@example.org', email_verified: false },
};

/** The whole server with a real provider, and people who log in there. */
export class LoginBench {
  private constructor(
    readonly whole: WholeApp,
    readonly provider: TestOidcProvider,
    /** The only address that anybody uses. */
    readonly url: string,
    /** How the server and the provider know each other. */
    readonly settings: Readonly<
      Record<'PUBLIC_URL' | `OIDC_${'ISSUER' | 'CLIENT_ID' | 'CLIENT_SECRET' | 'SCOPES'}`, string>
    >,
  ) {}

  /** @param spelling How its operator has written the provider's address. */
  static async start(
    environment: Record<string, string> = {},
    spelling = (issuer: string) => issuer,
  ): Promise<LoginBench> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const provider = await TestOidcProvider.start({
      accounts: ACCOUNTS,
      publicUrl: url,
      secret: SECRET,
    });
    const settings = {
      PUBLIC_URL: url,
      OIDC_ISSUER: spelling(provider.issuer),
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: SECRET,
      OIDC_SCOPES: 'openid profile email groups',
    };
    const whole = await WholeApp.start({
      ...settings,
      PORT: String(port),
      OIDC_ADMIN_GROUPS: 'staff',
      OIDC_GUEST_GROUPS: 'friends',
      OIDC_MEMBER_EMAIL_DOMAINS: 'example.org',
      OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
      REQUESTS_PER_MINUTE: '100000',
      FAILED_KEYS_PER_MINUTE: '10000',
      ...environment,
    });
    return new LoginBench(whole, provider, url, settings);
  }

  async stop(): Promise<void> {
    await this.whole.stop();
    await this.provider.close();
  }

  query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.whole.app.get(DataSource).query<Row[]>(sql, [...values]);
  }

  /** What the server remembers for some seconds of who is who. */
  forget(): void {
    this.whole.app.get(IdentityCache, { strict: false }).changed();
  }

  /** Goes to the provider and logs in there. @returns the address that they come back with. */
  async returnOf(person: OidcPerson, account: string): Promise<string> {
    const sent = await person.ask(`${this.url}/auth/login`);
    return person.logInAt(sent.headers.get('location') ?? '', account, this.url);
  }

  /** The whole way. */
  async logIn(
    account: string,
    person = new OidcPerson(),
  ): Promise<{ person: OidcPerson; answer: Response }> {
    const answer = await person.ask(await this.returnOf(person, account));
    return { person, answer };
  }

  /** As a page of the server asks, with the cookie. */
  asPage(person: OidcPerson, path: string, init: RequestInit = {}): Promise<Response> {
    return person.ask(`${this.url}${path}`, {
      ...init,
      headers: { origin: this.url, 'content-type': 'application/json', ...init.headers },
    });
  }

  async me(person: OidcPerson): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await this.asPage(person, '/api/me');
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
