/** `npm run bench`: measures speed and accuracy and prints tables. Run it on a quiet machine. */
import { runJest } from './lib/jest.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare();
  const { failed } = await runJest(node, [
    '--selectProjects=bench',
    '--runInBand',
    ...process.argv.slice(2),
  ]);
  return failed === 0 ? 0 : 1;
});
