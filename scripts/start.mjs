/** `npm start`: from a fresh clone to a running server in one command. */
import './lib/environment-file.mjs';

import { modelsDirectory } from './lib/paths.mjs';
import { serve } from './lib/serve.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const node = await prepare();
  return serve(node, process.argv.slice(2), { MODELS_DIR: modelsDirectory });
});
