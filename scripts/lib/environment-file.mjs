import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Imported first by the scripts that run the product, so that an operator's `.env` counts for set-up and server
// alike. Tests never read it: it may name a database that matters. What is set already wins.
const path = fileURLToPath(new URL('../../.env', import.meta.url));
if (existsSync(path)) process.loadEnvFile(path);
