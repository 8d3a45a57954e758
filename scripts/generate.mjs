// Writes what is made from the schemas, docs/protocol.md, docs/rest.md, the types of libs/api-client and .env.example, and
// docs/speakable-text.md, which is made from the texts of its tests, and the command of the image, which is that of `npm start`. With
// --check it only says whether they are fresh. Reads the build, so `npm run build` comes first.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { clientTypes } from './generate/client-types.mjs';
import { envExample } from './generate/env-example.mjs';
import { protocolPage } from './generate/protocol-page.mjs';
import { restPage } from './generate/rest-page.mjs';
import { speakableTextPage } from './generate/speakable-text-page.mjs';
import { engine, MAIN } from './lib/serve.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { z } = require('zod');
const protocol = require(join(root, 'dist/libs/protocol/src/index.js'));
const { sectionSchemas } = require(join(root, 'dist/src/config/app-config.js'));
const { limitsOf } = require(join(root, 'dist/libs/environment/src/index.js'));

const document = await openApiDocument();
const files = {
  'docs/protocol.md': protocolPage(protocol, z, { pcm: example('pcm'), opus: example('opus') }),
  'docs/rest.md': restPage(document),
  'libs/api-client/src/openapi.d.ts': await clientTypes(document),
  '.env.example': envExample(sectionSchemas, z, limitsOf),
  'docs/speakable-text.md': speakableTextPage(texts('test/fixtures/speakable-text')),
  Dockerfile: read('Dockerfile').replace(/^CMD .*$/mu, imageCommand()),
};

const stale = Object.entries(files).filter(([path, text]) => read(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is stale: run node scripts/generate.mjs`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of stale) {
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}

/** What the built server describes itself as, without any of it being started. */
async function openApiDocument() {
  const { NestFactory } = require('@nestjs/core');
  const { AppModule } = built('app.module.js');
  const { parseConfig } = built('config/index.js');
  const { documentOf } = built('openapi/document-of.js');
  const options = { preview: true, logger: false, abortOnError: false };
  return documentOf(await NestFactory.create(AppModule.forRoot(parseConfig({}), ''), options));
}

function imageCommand() {
  const words = ['node', ...engine, MAIN].map((word) => JSON.stringify(word));
  return `CMD [${words.join(', ')}]`;
}

function built(path) {
  return require(join(root, 'dist/src', path));
}

function example(name) {
  return JSON.parse(readFileSync(join(root, `libs/protocol/examples/turn-${name}.json`), 'utf8'));
}

function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** What each file of a folder holds, by its name. */
function texts(folder) {
  const files = readdirSync(join(root, folder));
  return Object.fromEntries(
    files.map((file) => [file.replace('.json', ''), JSON.parse(read(join(folder, file)))]),
  );
}
