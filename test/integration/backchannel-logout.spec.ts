import { randomUUID } from 'node:crypto';

import { Logins } from '../../src/identity';
import { LoginBench } from './support/login-bench';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();

const WRONG_TOKENS = 3;

describe('what the provider says of sessions that are over there', () => {
  let bench: LoginBench;

  beforeAll(async () => {
    bench = await LoginBench.start({ FAILED_KEYS_PER_MINUTE: String(WRONG_TOKENS) });
  });
  afterAll(() => bench.stop());

  const post = (token: string) =>
    fetch(`${bench.url}/auth/backchannel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
  const tokenOf = (sub: string) => {
    const now = Math.floor(Date.now() / 1000);
    return bench.provider.signed({
      iss: bench.provider.issuer,
      aud: bench.settings.OIDC_CLIENT_ID,
      iat: now,
      exp: now + 120,
      jti: randomUUID(),
      sub,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
  };

  it('ends them when it is said again, where the database was away the first time', async () => {
    const { person: ann } = await bench.logIn('ann');
    const token = await tokenOf('ann');
    const logins = bench.whole.app.get(Logins, { strict: false });
    const away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const spied = jest.spyOn(logins, 'endAt').mockRejectedValueOnce(away);
    expect((await post(token)).status).toBe(503);
    expect((await bench.me(ann)).status).toBe(200);
    expect((await post(token)).status).toBe(200);
    expect((await bench.me(ann)).status).toBe(401);
    expect(spied).toHaveBeenCalledTimes(2);
  });

  it('is heard no more for a while from where too much was said that is wrong', async () => {
    for (let count = 0; count < WRONG_TOKENS; count++) expect((await post('x')).status).toBe(400);
    const refused = await post(await tokenOf('ada'));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
