import { randomUUID } from 'node:crypto';

import { LoginBench } from './support/login-bench';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();

type Row = { readonly id: string; readonly issuer: string };

describe('people of a provider whose address is written in more than one way', () => {
  let bench: LoginBench;
  /** As it says itself. */
  let iss: string;

  beforeAll(async () => {
    // The same address to whoever reads it as one.
    bench = await LoginBench.start({}, (issuer) => issuer.replace('http:', 'HTTP:') + '/');
    iss = bench.provider.issuer;
  });
  afterAll(() => bench.stop());
  afterEach(() => bench.query('delete from users where subject is not null'));

  const stored = (subject: string) =>
    bench.query<Row>('select id, issuer from users where subject = $1 order by issuer', [subject]);
  const storeAs = async (subject: string, issuer: string) => {
    const rows = await bench.query<Row>(
      `insert into users (display_name, role, issuer, subject, is_active)
       values ('as before', 'guest', $1, $2, true) returning id, issuer`,
      [issuer, subject],
    );
    return rows[0]?.id ?? '';
  };
  const loginOf = (userId: string) =>
    bench.query(
      `insert into logins (user_id, method, token_hash, last_seen_at, expires_at)
       values ($1, 'oidc', $2, now(), now() + interval '1 hour')`,
      [userId, randomUUID().replaceAll('-', '').padEnd(64, '0')],
    );
  const loggedIn = () =>
    bench.query<{ issuer: string }>(
      'select issuer from logins join users on users.id = user_id order by issuer',
    );
  const endAll = async (sub: string) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss,
      aud: bench.settings.OIDC_CLIENT_ID,
      iat: now,
      exp: now + 120,
      jti: randomUUID(),
      sub,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    };
    const told = await fetch(`${bench.url}/auth/backchannel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: await bench.provider.signed(claims) }),
    });
    return told.status;
  };

  it('are stored by what it says itself', async () => {
    expect((await bench.logIn('ann')).answer.status).toBe(200);
    expect(await stored('ann')).toMatchObject([{ issuer: iss }]);
  });

  it.each([
    ['as it is set', () => bench.settings.OIDC_ISSUER],
    ['as it was set before', () => `${iss.replace('http:', 'HTTP:')}`],
    ['by what it says of itself', () => `${iss}/.well-known/openid-configuration`],
  ])('stay who they are where they were stored %s, and are moved', async (_how, spelling) => {
    const id = await storeAs('ann', spelling());
    expect((await bench.logIn('ann')).answer.status).toBe(200);
    expect(await stored('ann')).toEqual([{ id, issuer: iss }]);
    expect((await bench.logIn('ann')).answer.status).toBe(200);
    expect(await stored('ann')).toEqual([{ id, issuer: iss }]);
  });

  it('are nobody of another provider, whatever that calls its own', async () => {
    const others = [
      `${iss}/realms/home`,
      `${iss}0`,
      iss.replace('http:', 'https:'),
      iss.replace('127.0.0.1', '127.0.0.2'),
      `${iss}/.well-known/openid-configuration/realms/home`,
      'no address',
    ];
    const ids = new Map<string, string>();
    for (const other of others) ids.set(other, await storeAs('ann', other));
    expect((await bench.logIn('ann')).answer.status).toBe(200);
    const rows = await stored('ann');
    expect(rows).toHaveLength(others.length + 1);
    for (const [issuer, id] of ids) expect(rows).toContainEqual({ id, issuer });
  });

  it('are taken as it says itself where they are stored in both ways', async () => {
    const before = await storeAs('ann', bench.settings.OIDC_ISSUER);
    const now = await storeAs('ann', iss);
    await bench.logIn('ann');
    expect(await stored('ann')).toEqual(
      expect.arrayContaining([
        { id: before, issuer: bench.settings.OIDC_ISSUER },
        { id: now, issuer: iss },
      ]),
    );
  });

  it('stay out where they are switched off, however they were stored', async () => {
    const id = await storeAs('ann', bench.settings.OIDC_ISSUER);
    await bench.query('update users set is_active = false where id = $1', [id]);
    expect((await bench.logIn('ann')).answer.status).toBe(403);
    expect(await stored('ann')).toHaveLength(1);
  });

  it('are logged out by it in either way, and by no other', async () => {
    const other = `${iss}/realms/home`;
    for (const issuer of [bench.settings.OIDC_ISSUER, iss, other]) {
      await loginOf(await storeAs('ann', issuer));
    }
    expect(await endAll('ann')).toBe(200);
    expect(await loggedIn()).toEqual([{ issuer: other }]);
  });
});
