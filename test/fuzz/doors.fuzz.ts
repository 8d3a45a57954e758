import { fuzz } from './fuzz-run';
import { KEY, startFuzzedServer } from './fuzzed-server';

/** `npm run fuzz -- --cases 20000 --seed 1`: the seed that is printed gives the same cases again. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Faults that are shown; more of a kind say no more. */
const SHOWN = 20;

jest.setTimeout(3_600_000);

it(`holds against ${CASES} requests and messages (seed ${SEED})`, async () => {
  const server = await startFuzzedServer();
  const crashes: unknown[] = [];
  const onCrash = (error: unknown) => crashes.push(error);
  process.on('unhandledRejection', onCrash);
  try {
    process.stdout.write(`seed ${SEED}\n`);
    const startedAtMs = performance.now();
    const result = await fuzz(server.url, KEY, { cases: CASES, seed: SEED });
    const seconds = Math.round((performance.now() - startedAtMs) / 1000);
    process.stdout.write(
      `${result.table()}\nseed ${SEED}: ${result.cases} cases in ${seconds} s, ${result.faults.length} faults\n`,
    );
    const seen = {
      faults: result.faults.slice(0, SHOWN),
      crashes,
      errors: server.errors.slice(0, SHOWN),
      health: (await fetch(`${server.url}/health/live`)).status,
    };
    // At once, and all of it: the end of a server that has much to do takes long.
    process.stdout.write(`${JSON.stringify(seen, undefined, 2)}\n`);
    expect(seen).toEqual({ faults: [], crashes: [], errors: [], health: 200 });
  } finally {
    process.off('unhandledRejection', onCrash);
    await server.close();
  }
});
