import { fuzz } from '../fuzz/fuzz-run';
import { idsIn, KEY, startFuzzedServer } from '../fuzz/fuzzed-server';

jest.setTimeout(120_000);

/** The short form of `npm run fuzz`: the same cases each time. */
const CASES = 600;
const SEED = 20_261_129;

it('answers what nobody in their right mind sends without an error of its own', async () => {
  const server = await startFuzzedServer();
  try {
    const ids = await idsIn(server.url);
    const { cases, faults, statuses, sessions } = await fuzz(server.url, KEY, {
      cases: CASES,
      seed: SEED,
      ids,
    });
    expect(cases).toBeGreaterThanOrEqual(CASES);
    expect(faults).toEqual([]);
    // It went in, and not only as far as the first schema.
    expect(statuses.get(201)).toBeGreaterThan(0);
    expect(sessions.length).toBeGreaterThan(0);
    expect(server.errors).toEqual([]);
  } finally {
    await server.close();
  }
});
