/** `npm run bench:server -- [--sessions 1,10] [--seconds 20] [--runs 5]`: what the whole server adds and costs, from outside. */
import { jestEnvironment } from './lib/jest.mjs';
import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare();
  const register = inProject('test/integration/support/register-typescript.cjs');
  const main = inProject('test/bench/server/main.ts');
  const args = ['--require', register, main, ...process.argv.slice(2)];
  return runAttached(node, args, jestEnvironment());
});
