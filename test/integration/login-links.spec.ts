import { DataSource } from 'typeorm';

import { FirstLogin, makeLoginLink } from '../../src/login';
import { OidcPerson } from '../support/oidc-person';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

/** What a server that is reached from elsewhere is like without a key. */
const OPEN_TO_THE_NETWORK = { VOXBRIDGE_API_KEY: '', HOST: '0.0.0.0' };

describe('a link that logs in once', () => {
  let whole: WholeApp;

  beforeAll(async () => {
    whole = await WholeApp.start(OPEN_TO_THE_NETWORK);
  });
  afterAll(() => whole.stop());

  const make = () => makeLoginLink(whole.app.get(DataSource), whole.url);
  const tokenOf = (link: string | undefined) => link?.split('#log-in=')[1] ?? '';
  const use = (token: string, person = new OidcPerson()) =>
    person.ask(`${whole.url}/auth/link`, {
      method: 'POST',
      headers: { origin: whole.url, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
  const query = (sql: string) => whole.app.get(DataSource).query<object[]>(sql);

  it('is the only way in at first, on an address that others reach', async () => {
    expect((await fetch(`${whole.url}/api/sessions`)).status).toBe(401);
    const link = await whole.app.get(FirstLogin, { strict: false }).link(whole.url);
    expect(link?.startsWith(`${whole.url}/#log-in=`)).toBe(true);
    const token = tokenOf(link);
    expect(JSON.stringify(await query('select * from login_links'))).not.toContain(token);
    const person = new OidcPerson();
    const answer = await use(token, person);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      user: { display_name: 'Owner', role: 'owner' },
      scopes: ['talk', 'read', 'admin'],
    });
    expect(person.setCookies.join()).toMatch(/^voxbridge=[\w-]{43}; .*HttpOnly; SameSite=Strict$/u);
    expect((await person.ask(`${whole.url}/api/users`)).status).toBe(200);
    // Somebody can come in now: the next start prints none.
    expect(await whole.app.get(FirstLogin, { strict: false }).link(whole.url)).toBeUndefined();
  });

  it('is good once, also for two who come at the same time', async () => {
    const token = tokenOf(await make());
    const both = await Promise.all([use(token), use(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const again = await use(token);
    expect(again.status).toBe(401);
    expect(again.headers.getSetCookie()).toEqual([]);
    expect(await again.text()).toContain('admin:link');
  });

  it('is good for 15 minutes, and not from a page of another site', async () => {
    const token = tokenOf(await make());
    const foreign = await fetch(`${whole.url}/auth/link`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(foreign.status).toBe(403);
    const [minutes] = await query(
      'select round(extract(epoch from expires_at - now()) / 60) as left from login_links',
    );
    expect(minutes).toEqual({ left: '15' });
    await query('update login_links set expires_at = now()');
    expect((await use(token)).status).toBe(401);
  });

  it('logs in as the same owner each time, and is guessed slowly', async () => {
    await use(tokenOf(await make()));
    expect(await query("select 1 from users where role = 'owner'")).toHaveLength(1);
    let status = 401;
    for (let tries = 0; status === 401; tries++) {
      expect(tries).toBeLessThan(20);
      ({ status } = await use('x'.repeat(43)));
    }
    expect(status).toBe(429);
    expect((await use(tokenOf(await make()))).status).toBe(429);
  });
});

it('needs no link where only this machine reaches the server, nor where there is a key', async () => {
  for (const environment of [{ VOXBRIDGE_API_KEY: '' }, { HOST: '0.0.0.0' }] as const) {
    const whole = await WholeApp.start(environment);
    expect(await whole.app.get(FirstLogin, { strict: false }).link(whole.url)).toBeUndefined();
    await whole.stop();
  }
});
