import { fuzz } from './fuzz-run';
import { idsIn, KEY, startFuzzedServer } from './fuzzed-server';

/** `npm run fuzz -- --cases 20000 --seed 1`: the seed that is printed gives the same cases again. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

jest.setTimeout(3_600_000);

it(`holds against ${CASES} requests and messages (seed ${SEED})`, async () => {
  const server = await startFuzzedServer();
  const crashes: unknown[] = [];
  const onCrash = (error: unknown) => crashes.push(error);
  process.on('unhandledRejection', onCrash);
  try {
    const ids = await idsIn(server.url);
    const result = await fuzz(server.url, KEY, { cases: CASES, seed: SEED, ids });
    const told = Object.fromEntries(result.errorCodes);
    const { cases, sockets } = result;
    const summary = {
      cases,
      sockets,
      statuses: Object.fromEntries(result.statuses),
      errorCodes: told,
    };
    process.stdout.write(
      `seed ${SEED}: ${JSON.stringify({ ...summary, faults: result.faults.length })}\n`,
    );
    expect(result.faults.slice(0, 5)).toEqual([]);
    expect(crashes).toEqual([]);
    expect(server.errors).toEqual([]);
    // It went in, and not only as far as the first schema.
    expect(result.statuses.get(201)).toBeGreaterThan(0);
    expect(result.sessions.length).toBeGreaterThan(0);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  } finally {
    process.off('unhandledRejection', onCrash);
    await server.close();
  }
});
