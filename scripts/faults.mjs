/** `npm run faults`: everything is killed, frozen and filled up while people talk; is what they were told kept? */
import { execFileSync } from 'node:child_process';

import { runJest } from './lib/jest.mjs';
import { ensureModels } from './setup/models.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
  } catch {
    console.error('redis-server is missing: apt-get install redis-server');
    return 1;
  }
  const node = await prepare({ alsoFetched: ensureModels });
  const args = ['--selectProjects=faults', '--runInBand', ...process.argv.slice(2)];
  const { failed } = await runJest(node, args);
  return failed === 0 ? 0 : 1;
});
