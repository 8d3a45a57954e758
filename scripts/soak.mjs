/** `npm run soak`: hours of talk in Discord voice channels on virtual time, and whether anything is kept of them. */
import { runJest } from './lib/jest.mjs';
import { ensureModels } from './setup/models.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare({ hasEngines: false, hasBuild: false, alsoFetched: ensureModels });
  const args = ['--selectProjects=soak', '--runInBand', ...process.argv.slice(2)];
  const { failed } = await runJest(node, args);
  return failed === 0 ? 0 : 1;
});
