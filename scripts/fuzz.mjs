/**
 * `npm run fuzz -- --cases 20000 --seed 1`: requests and messages that nobody in their right mind sends, to a server on a real
 * PostgreSQL. Without a seed one is chosen, and printed.
 */
import { parseArgs } from 'node:util';

import { runJest } from './lib/jest.mjs';
import { ensureModels } from './setup/models.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

const { values } = parseArgs({
  options: { cases: { type: 'string' }, seed: { type: 'string' } },
});

await runScript(async () => {
  if (values.cases !== undefined) process.env.FUZZ_CASES = values.cases;
  if (values.seed !== undefined) process.env.FUZZ_SEED = values.seed;
  const node = await prepare({ hasBuild: false, alsoFetched: ensureModels });
  const { failed } = await runJest(node, ['--selectProjects=fuzz', '--runInBand']);
  return failed === 0 ? 0 : 1;
});
