import { prepare, runScript } from '../setup/prepare.mjs';
import { jestEnvironment } from './jest.mjs';
import { inProject } from './paths.mjs';
import { runAttached } from './run.mjs';

/**
 * The whole of a command that runs a program of `test/` as it is written, with the words that the command was given.
 * @param {string} main its file, from the project's folder
 * @param {Parameters<typeof prepare>[0]} [needs] what is set up before it
 */
export function runTypeScriptMain(main, needs) {
  return runScript(async () => {
    const node = await prepare(needs);
    const register = inProject('test/integration/support/register-typescript.cjs');
    const args = ['--require', register, inProject(main), ...process.argv.slice(2)];
    return runAttached(node, args, jestEnvironment());
  });
}
