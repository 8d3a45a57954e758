import { fileURLToPath } from 'node:url';

import { readEnvironment } from './environment.mjs';
import { say } from './progress.mjs';

// Imported first by the scripts that run the product, so that an operator's `.env` counts for set-up and server
// alike. Tests never read it: it may name a database that matters. What is set already wins.
try {
  const variables = readEnvironment(fileURLToPath(new URL('../../.env', import.meta.url)));
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
} catch (error) {
  say(error.message);
  process.exit(1);
}
