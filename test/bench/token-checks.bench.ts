import { randomBytes, randomUUID } from 'node:crypto';

import { SystemClock } from '@vox/voice-core';

import { type Identity, type KnownKeys, SessionTokens } from '../../src/identity';
import { SecretBox } from '../../src/secrets';

const COUNT = 1000;

const owner: Identity = {
  ownerId: randomUUID(),
  scopes: new Set(['talk', 'read']),
  actor: 'key vox_b',
  keyId: randomUUID(),
};

/** What it takes to tell whom session tokens stand for: those that come for the first time, and those that come again. */
it('reads session tokens', async () => {
  const secretBytes = randomBytes(32);
  const secret = () => Promise.resolve(secretBytes);
  const keys = { findById: () => Promise.resolve(owner) } as unknown as KnownKeys;
  const box = new SecretBox({ find: secret, findOrMake: secret });
  const tokens = new SessionTokens(box, keys, {} as never, new SystemClock());
  const make = async () => {
    const asked = { userId: randomUUID(), scopes: ['talk'] as const, validityMs: 60_000 };
    return (await tokens.make(owner, asked)).token;
  };
  const made: string[] = [];
  for (let n = 0; n < 5 * COUNT; n++) made.push(await make());
  const read = async (some: readonly string[]) => {
    const startMs = performance.now();
    const before = process.cpuUsage();
    let good = 0;
    for (const token of some) if ((await tokens.find(token)) !== undefined) good += 1;
    const tookMs = performance.now() - startMs;
    const { user, system } = process.cpuUsage(before);
    expect(good).toBe(some.length);
    // What others do on the machine is in the first and not in the second.
    return `${tookMs.toFixed(1)} ms (${((user + system) / 1000).toFixed(1)} ms of processor time)`;
  };
  const [warmUp, measured] = [made.slice(COUNT), made.slice(0, COUNT)];
  await read(warmUp);
  const [first, again] = [await read(measured), await read(measured)];
  process.stdout.write(
    `${COUNT} session tokens: ${first} when they come first, ${again} when they come again\n`,
  );
});
