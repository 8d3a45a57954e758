import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { inProject, projectRoot } from './paths.mjs';
import { SetupError } from './setup-error.mjs';
import { writeFileAtomically } from './stamp.mjs';
import { swcOptions } from './swc-options.mjs';

/** Neither tests nor declarations. */
export const isSource = (path) => /(?<!\.(spec|d))\.m?ts$/u.test(path);

/** Where a source's JavaScript goes; its source map has the same name and `.map`. */
export const outputOf = (source, root, output) =>
  join(output, relative(root, source).replace(/ts$/u, 'js'));

/** Every file below these folders. */
export async function filesBelow(folders) {
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
    ),
  );
  return found.flat();
}

/**
 * Compiles one file, in milliseconds and without looking at types, which `npm run check` does.
 * @param {string} source its path
 * @param {string} text what is in it
 * @param {string} root of the sources, as our libraries' names are told
 * @returns {Promise<{ code: string, map: string }>} JavaScript that names its map
 * @throws what the compiler says.
 */
export async function compileText(source, text, root) {
  const { transform } = await import('@swc/core');
  const { code, map } = await transform(text, {
    ...swcOptions,
    // Node reads `.mjs` as a module.
    module: { type: source.endsWith('.mts') ? 'es6' : 'commonjs' },
    jsc: {
      ...swcOptions.jsc,
      // V8 holds on to what it has compiled from, and takes twice as much where a comment has a character beyond ASCII.
      minify: { format: { comments: false } },
      baseUrl: root,
      paths: { '@vox/*': ['libs/*/src/index.ts'] },
    },
    filename: source,
    swcrc: false,
    sourceMaps: true,
  });
  const name = source.split(sep).at(-1).replace(/ts$/u, 'js');
  return { code: `${code}\n//# sourceMappingURL=${name}.map\n`, map };
}

/**
 * Compiles every source below folders of the checkout.
 * @param {string[]} folders relative to the checkout
 * @param {string} output folder, relative to the checkout
 * @param {string[]} [leftOut] folders below them that are not compiled
 * @throws SetupError with all that the compiler says.
 */
export async function compileFolders(folders, output, leftOut = []) {
  const isLeftOut = (path) => leftOut.some((folder) => path.startsWith(inProject(folder) + sep));
  const files = await filesBelow(folders.map((folder) => inProject(folder)));
  const sources = files.filter((path) => isSource(path) && !isLeftOut(path));
  const done = await Promise.allSettled(
    sources.map(async (source) => {
      const text = await readFile(source, 'utf8');
      const { code, map } = await compileText(source, text, projectRoot);
      const path = outputOf(source, projectRoot, inProject(output));
      await writeFileAtomically(path, code);
      await writeFileAtomically(`${path}.map`, map);
    }),
  );
  const problems = done.filter(({ status }) => status === 'rejected');
  if (problems.length > 0) {
    const said = problems.map(({ reason }) => reason.message.trim());
    throw new SetupError(`The build failed\n${said.join('\n')}`);
  }
}
