/** `npm run setup`: everything `npm start` does but the last step. For images and for machines without a terminal. */
import './lib/environment-file.mjs';

import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  await prepare();
  return 0;
});
