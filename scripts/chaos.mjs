/** `npm run chaos -- [--seed N] [--faults 30] [--sessions 20]`: anything fails at any moment; is what was told kept? */
import { jestEnvironment } from './lib/jest.mjs';
import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare();
  const register = inProject('test/integration/support/register-typescript.cjs');
  const main = inProject('test/chaos/main.ts');
  return runAttached(
    node,
    ['--require', register, main, ...process.argv.slice(2)],
    jestEnvironment(),
  );
});
