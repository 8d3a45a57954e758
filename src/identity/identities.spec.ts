import { VirtualClock } from '@vox/testing';

import { parseConfig } from '../config';
import { hashOfSecret } from '../secrets';
import { isApiKey, makeApiKey } from './api-key';
import { Identities } from './identities';
import { isAdmin } from './identity';
import { IdentityCache } from './identity-cache';
import { KnownKeys } from './known-keys';
import { SessionTokens } from './session-tokens';

const SERVER_KEY = 'sixteen or more characters';

/** Keys in a database in memory, by their hashes and ids. */
function bench(environment: Record<string, string> = { VOXBRIDGE_API_KEY: SERVER_KEY }) {
  const rows = new Map<string, object>();
  let questions = 0;
  const groups: Record<string, string> | null = null;
  const query = {
    value: '',
    innerJoin: () => query,
    where: (_sql: string, { value }: { value: string }) => Object.assign(query, { value }),
    andWhere: () => query,
    addSelect: () => query,
    getRawAndEntities: () => {
      questions++;
      const row = rows.get(query.value);
      return Promise.resolve({ entities: row === undefined ? [] : [row], raw: [{ groups }] });
    },
  };
  const uses: object[] = [];
  const repository = {
    createQueryBuilder: () => query,
    update: (_where: object, change: object) => Promise.resolve(uses.push(change)),
  };
  const clock = new VirtualClock();
  const cache = new IdentityCache(clock);
  const keys = new KnownKeys(repository as never, cache, clock);
  const tokens = new SessionTokens({} as never, keys, {} as never, clock);
  const identities = new Identities(parseConfig(environment), keys, tokens, {} as never, clock);
  const make = (changes: object = {}) => {
    const { key, prefix, hash } = makeApiKey();
    const row = { id: hash.slice(0, 8), userId: 'u-1', keyPrefix: prefix, expiresAt: null };
    const stored = { ...row, scopes: ['talk'], ...changes };
    rows.set(hash, stored).set(stored.id, stored);
    return { key, id: stored.id, hash };
  };
  return { identities, cache, clock, rows, make, uses, questions: () => questions };
}

describe(Identities, () => {
  it('takes the server’s own key for an admin, without asking the database', async () => {
    const { identities, questions } = bench();
    const found = await identities.of(SERVER_KEY);
    expect(found).toMatchObject({ ownerId: null, actor: 'server key' });
    expect(found !== undefined && isAdmin(found)).toBe(true);
    expect(questions()).toBe(0);
  });

  it('takes a key for its owner, with its scopes and no more', async () => {
    const { identities, make } = bench();
    const found = await identities.of(make().key);
    expect(found).toMatchObject({ ownerId: 'u-1', scopes: new Set(['talk']) });
    const admin = await identities.of(make({ scopes: ['admin'] }).key);
    expect(admin?.scopes).toEqual(new Set(['talk', 'read', 'admin']));
  });

  it.each(['', 'wrong', 'vox_short', makeApiKey().key])('takes "%s" for nobody', async (key) => {
    expect(await bench().identities.of(key)).toBeUndefined();
  });

  it('asks for no key on an open server, and holds who brings one of ours to it', async () => {
    const { identities, make } = bench({});
    expect(identities.unasked).toMatchObject({ actor: 'no key needed' });
    expect(await identities.of('anything')).toMatchObject({ actor: 'no key needed' });
    expect((await identities.of(make().key))?.scopes).toEqual(new Set(['talk']));
    expect(await identities.of(makeApiKey().key)).toBeUndefined();
  });

  it('has nobody behind a key that has expired, from that moment on', async () => {
    const { identities, make, clock } = bench();
    const { key } = make({ expiresAt: new Date(clock.wallMs() + 1000) });
    const found = await identities.of(key);
    expect(found).toBeDefined();
    await clock.advance(1000);
    expect(await identities.of(key)).toBeUndefined();
    expect(found && (await identities.now(found))).toBeUndefined();
  });

  it('has nobody behind a key that is revoked: here at once, elsewhere in seconds', async () => {
    const { identities, cache, make, clock, rows } = bench();
    const { key, hash, id } = make();
    const found = await identities.of(key);
    rows.delete(hash);
    rows.delete(id);
    expect(await identities.of(key)).toBeDefined();
    await clock.advance(3000);
    expect(await identities.of(key)).toBeUndefined();
    expect(found && (await identities.now(found))).toBeUndefined();
    const other = make();
    await identities.of(other.key);
    rows.delete(other.hash);
    cache.changed();
    expect(await identities.of(other.key)).toBeUndefined();
  });

  it('gives no answer, and remembers none, that is from before a revocation', async () => {
    const { identities, cache, make, rows, questions } = bench();
    const { key, hash } = make();
    const asked = identities.of(key);
    expect(questions()).toBe(1);
    rows.delete(hash);
    cache.changed();
    expect(await asked).toBeUndefined();
    expect(await identities.of(key)).toBeUndefined();
  });

  it('asks the database once for many who come with one key, and notes its use once a minute', async () => {
    const { identities, make, questions, uses, clock } = bench();
    const { key } = make();
    for (let n = 0; n < 100; n++) await identities.of(key);
    expect(questions()).toBe(1);
    expect(uses).toHaveLength(1);
    await clock.advance(60_000);
    await identities.of(key);
    expect(uses).toHaveLength(2);
  });

  it('lets nobody in while the database does not say whether a key is good', async () => {
    const gone = Object.assign(new Error('down'), { code: 'ECONNREFUSED' });
    const repository = {
      createQueryBuilder: () => {
        throw gone;
      },
    };
    const clock = new VirtualClock();
    const keys = new KnownKeys(repository as never, new IdentityCache(clock), clock);
    const config = parseConfig({ VOXBRIDGE_API_KEY: SERVER_KEY });
    const identities = new Identities(config, keys, {} as never, {} as never, clock);
    await expect(identities.of(makeApiKey().key)).rejects.toMatchObject({ name: 'CapacityError' });
    expect(await identities.of(SERVER_KEY)).toBeDefined();
  });
});

it('makes keys that differ, are known by their form, and are not told by what is stored', () => {
  const [one, other] = [makeApiKey(), makeApiKey()];
  expect(one.key).not.toBe(other.key);
  expect(isApiKey(one.key)).toBe(true);
  expect(one.hash).toBe(hashOfSecret(one.key));
  expect(one.key.startsWith(one.prefix)).toBe(true);
  expect(one.hash).not.toContain(one.key.slice(4));
  expect(one.prefix).toHaveLength(10);
});
