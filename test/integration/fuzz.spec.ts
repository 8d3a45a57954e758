import { fuzz } from '../fuzz/fuzz-run';
import { KEY, startFuzzedServer } from '../fuzz/fuzzed-server';

jest.setTimeout(300_000);

/** The short form of `npm run fuzz`: the same cases each time. */
const CASES = 900;
const SEED = 20_261_129;

it('answers what nobody in their right mind sends without an error of its own', async () => {
  const server = await startFuzzedServer();
  try {
    const { cases, faults, operations, messages } = await fuzz(server.url, KEY, {
      cases: CASES,
      seed: SEED,
    });
    expect(faults).toEqual([]);
    expect(server.errors).toEqual([]);
    expect(cases).toBeGreaterThanOrEqual(CASES);
    // It went in, and not only as far as the first schema.
    const accepted = [...operations.values()].filter((one) => one.accepted > 0);
    expect(accepted.length).toBeGreaterThan(operations.size / 3);
    expect(messages.get('/ws/voice text_message')).toBeGreaterThan(0);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  } finally {
    await server.close();
  }
});
