import { LoginAttempts } from '../../src/login/login-attempts';
import { OidcPerson } from '../support/oidc-person';
import { newKey } from '../support/oidc-provider';
import { LoginBench } from './support/login-bench';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();

const LOGIN = 'voxbridge';
const ATTEMPT = 'voxbridge-log-in';

describe('log-in at a provider of OpenID Connect', () => {
  let bench: LoginBench;

  beforeAll(async () => {
    bench = await LoginBench.start();
  });
  afterAll(() => bench.stop());

  it('sends people to the provider with PKCE, and takes them when they come back, as who they are there', async () => {
    const { PUBLIC_URL, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_SCOPES } = bench.settings;
    const ann = new OidcPerson();
    const sent = await ann.ask(`${bench.url}/auth/login`);
    expect(sent.status).toBe(302);
    expect(ann.setCookies.join()).toMatch(
      /^voxbridge-log-in=[^;]+; Max-Age=600; Path=\/auth; .*HttpOnly; SameSite=Lax$/u,
    );
    const asked = new URL(sent.headers.get('location') ?? '');
    expect(asked.origin).toBe(OIDC_ISSUER);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: OIDC_CLIENT_ID,
      redirect_uri: `${PUBLIC_URL}/auth/callback`,
      response_type: 'code',
      scope: OIDC_SCOPES,
      code_challenge_method: 'S256',
    });
    const answer = await ann.ask(await ann.logInAt(asked.href, 'ann', bench.url));
    expect(answer.status).toBe(200);
    // The provider gives tokens to nobody without OIDC_CLIENT_SECRET, which the browser never sees.
    expect(asked.href).not.toContain(encodeURIComponent(bench.settings.OIDC_CLIENT_SECRET));
    expect(await answer.text()).toContain('http-equiv="refresh"');
    const [login] = ann.setCookies.filter((line) => line.startsWith(`${LOGIN}=`));
    expect(login).toMatch(
      /^voxbridge=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/u,
    );
    expect(ann.cookie(bench.url, ATTEMPT)).toBeUndefined();
    expect(await bench.me(ann)).toMatchObject({
      status: 200,
      body: {
        user: { display_name: 'Ann', email: 'ann@example.org', role: 'member' },
        scopes: ['talk', 'read'],
        login: { id: expect.any(String) },
      },
    });
    const stored = await bench.query('select * from logins');
    expect(JSON.stringify(stored)).not.toContain(ann.cookie(bench.url, LOGIN));
  });

  it('gives what their groups give, and their own sessions, in every browser of theirs', async () => {
    const [ada, gus] = [(await bench.logIn('ada')).person, (await bench.logIn('gus')).person];
    expect((await bench.me(ada)).body).toMatchObject({
      user: { role: 'admin' },
      scopes: ['talk', 'read', 'admin'],
    });
    expect((await bench.me(gus)).body).toMatchObject({
      user: { role: 'guest', email: null },
      scopes: ['talk'],
    });
    expect((await bench.asPage(ada, '/api/users')).status).toBe(200);
    expect((await bench.asPage(gus, '/api/sessions')).status).toBe(403);
    const ann = (await bench.logIn('ann')).person;
    const made = await bench.asPage(ann, '/api/sessions', {
      method: 'POST',
      body: '{"user_id":"me"}',
    });
    const { id } = (await made.json()) as { id: string };
    const elsewhere = (await bench.logIn('ann')).person;
    expect((await bench.asPage(elsewhere, `/api/sessions/${id}`)).status).toBe(200);
    expect((await bench.asPage(gus, `/api/sessions/${id}/cancel`, { method: 'POST' })).status).toBe(
      404,
    );
    expect(await bench.query("select 1 from users where subject = 'ann'")).toHaveLength(1);
  });

  it('refuses who may not use this server, with a page that says so, and keeps nothing of them', async () => {
    const { person, answer } = await bench.logIn('eve');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('You may not use this server');
    expect(person.cookie(bench.url, LOGIN)).toBeUndefined();
    expect(await bench.query("select 1 from users where subject = 'eve'")).toEqual([]);
    await bench.query("update users set is_active = false where subject = 'gus'");
    expect((await bench.logIn('gus')).answer.status).toBe(403);
    await bench.query("update users set is_active = true where subject = 'gus'");
  });

  it('takes each way back once, in the browser that was sent, and none that is made up', async () => {
    const ann = new OidcPerson();
    const back = await bench.returnOf(ann, 'ann');
    const attempt = ann.cookie(bench.url, ATTEMPT) ?? '';
    const refused = async (person: OidcPerson, url: string) => {
      const answer = await person.ask(url);
      expect(await answer.text()).toContain('This log-in is over');
      expect(person.cookie(bench.url, LOGIN)).toBeUndefined();
      return answer.status;
    };
    // Somebody else's way back, laid before a browser that has begun a log-in of its own.
    const victim = new OidcPerson();
    await victim.ask(`${bench.url}/auth/login`);
    expect(await refused(victim, back)).toBe(400);
    expect(await refused(new OidcPerson(), back)).toBe(400);
    const error = new OidcPerson();
    await error.ask(`${bench.url}/auth/login`);
    expect(await refused(error, `${bench.url}/auth/callback?error=access_denied`)).toBe(400);
    expect((await ann.ask(back)).status).toBe(200);
    const replayed = new OidcPerson();
    await replayed.ask(`${bench.url}/auth/login`);
    replayed.setCookie(bench.url, ATTEMPT, attempt);
    expect(await refused(replayed, back)).toBe(400);
  });

  it('refuses an ID token of another log-in, by its nonce, and a log-in that took too long', async () => {
    const attempts = bench.whole.app.get(LoginAttempts, { strict: false });
    for (const change of [
      { nonce: 'another' },
      { verifier: 'x'.repeat(43) },
      { expiresAtMs: Date.now() - 1 },
    ]) {
      const ann = new OidcPerson();
      const back = await bench.returnOf(ann, 'ann');
      const opened = await attempts.open(ann.cookie(bench.url, ATTEMPT));
      if (opened === undefined) throw new Error('the attempt is not there');
      ann.setCookie(bench.url, ATTEMPT, await attempts.seal({ ...opened, ...change }));
      expect((await ann.ask(back)).status).toBe(400);
      expect((await bench.me(ann)).status).toBe(401);
    }
  });

  it('replaces the log-in that a browser has, and shows and ends those of one’s own', async () => {
    const { person: ann } = await bench.logIn('ann');
    const first = ann.cookie(bench.url, LOGIN) ?? '';
    const old = new OidcPerson();
    await old.ask(bench.url);
    old.setCookie(bench.url, LOGIN, first);
    await bench.logIn('ann', ann);
    expect(ann.cookie(bench.url, LOGIN)).not.toBe(first);
    expect((await bench.me(old)).status).toBe(401);
    const { person: elsewhere } = await bench.logIn('ann');
    const { person: ada } = await bench.logIn('ada');
    const mine = (await (await bench.asPage(ann, '/api/me/logins')).json()) as {
      id: string;
      is_this: boolean;
    }[];
    expect(mine.filter((one) => one.is_this)).toHaveLength(1);
    const other = (await bench.me(elsewhere)).body['login'] as { id: string };
    const end = (person: OidcPerson, id: string) =>
      bench.asPage(person, `/api/me/logins/${id}`, { method: 'DELETE' });
    expect((await end(ada, other.id)).status).toBe(404);
    expect((await bench.me(elsewhere)).status).toBe(200);
    expect((await end(ann, other.id)).status).toBe(204);
    expect((await bench.me(elsewhere)).status).toBe(401);
    expect((await bench.me(ann)).status).toBe(200);
  });

  it('ends when it was not used for LOGIN_IDLE_HOURS, and after LOGIN_MAX_HOURS', async () => {
    for (const column of ["last_seen_at = now() - interval '73 hours'", 'expires_at = now()']) {
      const { person } = await bench.logIn('ann');
      const { login } = (await bench.me(person)).body as { login: { id: string } };
      await bench.query(`update logins set ${column} where id = $1`, [login.id]);
      bench.forget();
      expect((await bench.me(person)).status).toBe(401);
    }
  });

  it('logs out here, and says where they log out at the provider', async () => {
    const { person } = await bench.logIn('ann');
    const out = await bench.asPage(person, '/auth/logout', { method: 'POST' });
    const { provider_url: url } = (await out.json()) as { provider_url: string };
    expect(person.cookie(bench.url, LOGIN)).toBeUndefined();
    expect((await bench.me(person)).status).toBe(401);
    expect(url.startsWith(`${bench.provider.issuer}/session/end?`)).toBe(true);
    expect(new URL(url).searchParams.get('post_logout_redirect_uri')).toBe(`${bench.url}/`);
    expect((await person.ask(url)).status).toBe(200);
  });

  it.each([
    ['is 50 s behind', -50, 200],
    ['is 50 s ahead', 50, 200],
    ['is 90 s behind', -90, 400],
    ['is 90 s ahead', 90, 400],
  ] as const)('takes an ID token of a second whose clock %s, or not', async (_clock, s, status) => {
    const { provider } = bench;
    [provider.skewMs, provider.idTokenTtlS] = [s * 1000, 1];
    const { person, answer } = await bench.logIn('ann');
    [provider.skewMs, provider.idTokenTtlS] = [0, 600];
    expect([answer.status, (await bench.me(person)).status]).toEqual([
      status,
      status === 200 ? 200 : 401,
    ]);
  });

  it('ends with the session at the provider, and with no other', async () => {
    const [here, elsewhere] = [await bench.logIn('ann'), await bench.logIn('ann')];
    const { login } = (await bench.me(here.person)).body as { login: { id: string } };
    await here.person.logOutAt(bench.provider.issuer);
    expect((await bench.me(here.person)).status).toBe(401);
    expect((await bench.me(elsewhere.person)).status).toBe(200);
    expect(
      await bench.query('select actor, action from audit_log where target_id = $1 order by id', [
        login.id,
      ]),
    ).toEqual([
      { actor: `login ${login.id}`, action: 'logIn' },
      { actor: 'provider of log-in', action: 'logOut' },
    ]);
  });

  it('ends by a log-out token that the provider has signed for this server, once, and by nothing else', async () => {
    const { provider, settings } = bench;
    const { person: ann } = await bench.logIn('ann');
    const { person: ada } = await bench.logIn('ada');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: provider.issuer,
      aud: settings.OIDC_CLIENT_ID,
      iat: now,
      exp: now + 120,
      jti: crypto.randomUUID(),
      sub: 'ann',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    };
    const { sub: _ann, ...ofNobody } = claims;
    const post = async (token: string) => {
      const body = new URLSearchParams({ logout_token: token });
      const answer = await fetch(`${bench.url}/auth/backchannel-logout`, { method: 'POST', body });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      return answer.status;
    };
    const good = await provider.signed(claims);
    for (const wrong of [
      '',
      'x'.repeat(20_000),
      await provider.signed(claims, newKey()),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`,
      await provider.signed({ ...claims, iss: 'https://elsewhere.example' }),
      await provider.signed({ ...claims, aud: 'another' }),
      await provider.signed({ ...claims, events: {} }),
      await provider.signed({ ...claims, nonce: 'of an ID token' }),
      await provider.signed(ofNobody),
      await provider.signed({ ...claims, iat: now - 600, exp: now - 480 }),
      await provider.signed({ ...claims, iat: now + 90, exp: now + 200 }),
    ]) {
      expect(await post(wrong)).toBe(400);
    }
    expect((await bench.me(ann)).status).toBe(200);
    expect(await post(good)).toBe(200);
    expect([(await bench.me(ann)).status, (await bench.me(ada)).status]).toEqual([401, 200]);
    // The same again says nothing new.
    const { person: again } = await bench.logIn('ann');
    expect(await post(good)).toBe(200);
    expect((await bench.me(again)).status).toBe(200);
    const json = await fetch(`${bench.url}/api/me`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: good }),
    });
    expect(json.status).toBe(415);
  });

  it('takes people after the provider has changed its keys', async () => {
    expect((await bench.logIn('ann')).answer.status).toBe(200);
    bench.provider.rotate();
    expect((await bench.logIn('ann')).answer.status).toBe(200);
  });

  it('says so while the provider does not answer, and all else goes on', async () => {
    const { person: ann } = await bench.logIn('ann');
    const waiting = new OidcPerson();
    const back = await bench.returnOf(waiting, 'ann');
    bench.provider.isDown = true;
    const answers = [
      await waiting.ask(back),
      await new OidcPerson().ask(`${bench.url}/auth/login`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(502);
      expect(await answer.text()).toContain('does not answer');
    }
    expect((await bench.me(ann)).status).toBe(200);
    expect((await bench.whole.ask('/api/users')).status).toBe(200);
    const out = await bench.asPage(ann, '/auth/logout', { method: 'POST' });
    expect(out.status).toBe(200);
    bench.provider.isDown = false;
  });
});
