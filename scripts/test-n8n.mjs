/** `npm run test:n8n`: the workflows of test/n8n against a real n8n, each turn told in a table. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { inProject } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';
import { SetupError } from './lib/setup-error.mjs';
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
  return runAttached(node, [inProject('scripts/n8n/main.mjs'), program]);
});
