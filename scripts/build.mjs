/** `npm run build`: the server, apps/worker, apps/console and the page, into dist/. */
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  await prepare({ hasEngines: false });
  return 0;
});
