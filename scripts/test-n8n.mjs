/** `npm run test:n8n`: the workflows of test/n8n against a real n8n, each turn told in a table. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { say } from './lib/progress.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { startChatModel } from './n8n/chat-model.mjs';
import { startN8n } from './n8n/n8n-server.mjs';
import { runTrials } from './n8n/run-trials.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

/** n8n's own program, from the variable that names it or the folder it was installed in. */
function findN8n() {
  const { N8N_BIN: named } = process.env;
  if (!named) {
    throw new SetupError(
      'No n8n was found: N8N_BIN names its program, or the folder in which "npm install n8n" was run.',
    );
  }
  const places = [named, join(named, 'bin/n8n'), join(named, 'node_modules/n8n/bin/n8n')];
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
  if (found !== undefined) return resolve(found);
  throw new SetupError(`No n8n was found at ${named} (N8N_BIN).`);
}

await runScript(async () => {
  const program = findN8n();
  const node = await prepare();
  const model = await startChatModel();
  say('Starting n8n: workflows are imported and published, which takes minutes the first time');
  const n8n = await startN8n(node, program);
  try {
    return await runTrials(node, n8n);
  } finally {
    await n8n.stop();
    model.close();
  }
});
