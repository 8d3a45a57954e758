/** `npm run retention -- [--dry-run] [--url http://127.0.0.1:4900]`: asks the running server to delete what is too old, or what that would be. */
import './lib/environment-file.mjs';

import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false }, url: { type: 'string' } },
});
const { HOST = '127.0.0.1', PORT = '4900', VOXBRIDGE_API_KEY } = process.env;
const host = ['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST;
const url = values.url ?? `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;

const answer = await fetch(`${url}/api/retention`, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    ...(VOXBRIDGE_API_KEY === undefined ? {} : { 'x-api-key': VOXBRIDGE_API_KEY }),
  },
  body: JSON.stringify({ dry_run: values['dry-run'] }),
}).catch((error) => {
  console.error(`No server answers at ${url} (${error.cause?.code ?? error.message}).`);
  process.exit(1);
});
const body = await answer.json();
if (!answer.ok) {
  console.error(`The server refused it (${answer.status}): ${body.detail ?? body.title}`);
  process.exit(1);
}
const rows = Object.entries(body.expired);
console.log(values['dry-run'] ? 'Would be deleted:' : 'Deleted:');
for (const [table, count] of rows) console.log(`  ${table}: ${count}`);
if (rows.length === 0) console.log('  nothing');
