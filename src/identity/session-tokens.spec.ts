import { randomBytes } from 'node:crypto';

import { VirtualClock } from '@vox/testing';

import { SecretBox } from '../secrets';
import { type Identity, type Scope, serverIdentity } from './identity';
import type { KnownKeys } from './known-keys';
import { isSessionToken, SessionTokens } from './session-tokens';

const ANN = '11111111-1111-4111-8111-111111111111';
const KEY = '22222222-2222-4222-8222-222222222222';
const AGENT = '33333333-3333-4333-8333-333333333333';

const owner: Identity = {
  ownerId: ANN,
  scopes: new Set(['talk', 'read']),
  actor: 'key vox_a',
  keyId: KEY,
};

async function bench(secret = randomBytes(32), previous: Buffer[] = []) {
  const found = () => Promise.resolve(secret);
  const secrets = new SecretBox({ find: found, findOrMake: found }, previous);
  const good = new Set([KEY]);
  const keys = { findById: (id: string) => Promise.resolve(good.has(id) ? owner : undefined) };
  const clock = new VirtualClock();
  const tokens = new SessionTokens(secrets, keys as unknown as KnownKeys, {} as never, clock);
  await tokens.onModuleInit();
  return { tokens, clock, good, secret };
}

const asked = { userId: 'ann', scopes: ['talk'] as const, validityMs: 60_000 };

describe(SessionTokens, () => {
  it('says again all that a token is for', async () => {
    const { tokens, clock } = await bench();
    const limits = {
      userId: 'ann',
      userName: 'Ann',
      agentId: AGENT,
      sessionIds: [KEY],
      maxSessions: 2,
    };
    const { id, token, expiresAtMs } = await tokens.make(owner, { ...asked, ...limits });
    expect(isSessionToken(token)).toBe(true);
    expect(expiresAtMs).toBe(clock.wallMs() + 60_000);
    expect(await tokens.find(token)).toEqual({
      scopes: new Set(['talk']),
      ownerId: ANN,
      keyId: KEY,
      actor: `token ${id}`,
      expiresAtMs,
      token: { id, ...limits },
    });
  });

  it('is of the server where the server’s own key has asked', async () => {
    const { tokens } = await bench();
    const { token } = await tokens.make(serverIdentity('server key'), asked);
    expect(await tokens.find(token)).toMatchObject({ ownerId: null, token: { userId: 'ann' } });
    expect((await tokens.find(token))?.keyId).toBeUndefined();
  });

  it('takes none that was changed, made elsewhere, or of another algorithm', async () => {
    const { tokens } = await bench();
    const { token } = await tokens.make(owner, asked);
    const [head, , signature] = token.split('.');
    const claims = { sub: KEY, exp: 9e9, scopes: ['read'], user: 'ann', jti: KEY };
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const wrong of [
      `${head}.${body}.${signature}`,
      `voxs_${none}.${body}.`,
      `voxs_${none}.${token.split('.').slice(1).join('.')}`,
      `${token}=`,
      `${token}.`,
      // Another way to write the same bytes.
      token.replace(/.$/u, (end) => String.fromCharCode(end.charCodeAt(0) + 1)),
      token.slice(0, -2),
      'voxs_',
      `voxs_${'x'.repeat(10_000)}`,
      (await (await bench()).tokens.make(owner, asked)).token,
    ]) {
      expect(await tokens.find(wrong)).toBeUndefined();
    }
  });

  it('ends when it has expired, though it was taken a moment ago', async () => {
    const { tokens, clock } = await bench();
    const { token } = await tokens.make(owner, asked);
    expect(await tokens.find(token)).toBeDefined();
    await clock.advance(60_000);
    expect(await tokens.find(token)).toBeUndefined();
  });

  it('is good at once, and ends by the clock of whoever reads it, where two clocks differ', async () => {
    const secret = randomBytes(32);
    for (const [aheadMs, leftMs] of [
      [45_000, 15_000],
      [0, 60_000],
      [-45_000, 105_000],
    ] as const) {
      const [maker, reader] = [await bench(secret), await bench(secret)];
      await maker.clock.advance(Math.max(0, -aheadMs));
      await reader.clock.advance(Math.max(0, aheadMs));
      const { token } = await maker.tokens.make(owner, asked);
      expect(await reader.tokens.find(token)).toBeDefined();
      await reader.clock.advance(leftMs - 1);
      expect(await reader.tokens.find(token)).toBeDefined();
      await reader.clock.advance(1);
      expect(await reader.tokens.find(token)).toBeUndefined();
    }
  });

  it('ends when who has asked for it may no longer do all that it may', async () => {
    const { clock } = await bench();
    const login = { ownerId: ANN, actor: 'login', loginId: KEY };
    let scopes: readonly Scope[] = ['talk', 'read'];
    const findById = () => Promise.resolve({ ...login, scopes: new Set(scopes) });
    const found = () => Promise.resolve(randomBytes(32));
    const secrets = new SecretBox({ find: found, findOrMake: found }, []);
    const ofLogins = new SessionTokens(secrets, {} as never, { findById } as never, clock);
    const caller = { ...login, scopes: new Set(scopes) };
    const both = await ofLogins.make(caller, { ...asked, scopes: ['talk', 'read'] });
    const { token: talks } = await ofLogins.make(caller, asked);
    expect(await ofLogins.find(both.token)).toBeDefined();
    scopes = ['talk'];
    expect(await ofLogins.find(both.token)).toBeUndefined();
    expect(await ofLogins.find(talks)).toBeDefined();
  });

  it('ends with the key that it was asked for with, and is good for no longer', async () => {
    const { tokens, clock, good } = await bench();
    const short = { ...owner, expiresAtMs: clock.wallMs() + 5000 };
    expect((await tokens.make(short, asked)).expiresAtMs).toBe(clock.wallMs() + 5000);
    const { token } = await tokens.make(owner, asked);
    good.delete(KEY);
    expect(await tokens.find(token)).toBeUndefined();
  });

  it('holds when the server’s secret is replaced, as long as the old one is named', async () => {
    const { tokens, secret } = await bench();
    const { token } = await tokens.make(owner, asked);
    expect(await (await bench(randomBytes(32), [secret])).tokens.find(token)).toBeDefined();
    expect(await (await bench()).tokens.find(token)).toBeUndefined();
  });

  it('is good for a day at most', async () => {
    const { tokens, clock } = await bench();
    const { expiresAtMs } = await tokens.make(owner, { ...asked, validityMs: Infinity });
    expect(expiresAtMs).toBe(clock.wallMs() + 24 * 3_600_000);
  });
});
