/**
 * `npm run build:wasm`: compiles wasm/ (AssemblyScript) and writes each kernel as a module that holds its bytes. The
 * modules are in the repository, so that only who changes a kernel needs the compiler. With --check it compiles as well
 * and says whether a module is anything else than its sources: the compiler gives the same bytes each time.
 */
import { readFile } from 'node:fs/promises';

import asc from 'assemblyscript/asc';

import { hashText } from './lib/hash.mjs';
import { inProject } from './lib/paths.mjs';
import { say } from './lib/progress.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { writeFileAtomically } from './lib/stamp.mjs';
import { runScript } from './setup/prepare.mjs';

const kernels = [
  {
    source: 'wasm/silero/index.ts',
    module: 'src/stt/adapters/embedded/silero/silero-wasm.ts',
    constant: 'SILERO_WASM',
  },
  {
    source: 'wasm/resampler/index.ts',
    module: 'libs/audio/src/resampler-wasm.ts',
    constant: 'RESAMPLER_WASM',
  },
];

// No allocator and no assertions: the kernels use fixed addresses and what the host gives them.
const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

async function compile(source) {
  let bytes;
  const { error, stderr } = await asc.main([source, '--outFile', 'kernel.wasm', ...flags], {
    readFile: (path) => readFile(inProject(path), 'utf8').catch(() => null),
    writeFile: (_, content) => {
      bytes = content;
    },
  });
  if (error) throw new SetupError(`${source} does not compile:\n${stderr.toString()}`);
  return Buffer.from(bytes);
}

function moduleOf({ source, constant }, bytes) {
  return [
    `/** ${bytes.length} bytes, made of ${source} by \`npm run build:wasm\`; sha256 ${hashText(bytes)}. */`,
    `export const ${constant} =`,
    `  '${bytes.toString('base64')}';`,
    '',
  ].join('\n');
}

await runScript(async () => {
  const isCheck = process.argv.includes('--check');
  let stale = 0;
  for (const kernel of kernels) {
    const text = moduleOf(kernel, await compile(kernel.source));
    const path = inProject(kernel.module);
    if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
    stale++;
    if (isCheck) {
      say(`${kernel.module} is not what ${kernel.source} compiles to: run npm run build:wasm`);
    } else {
      await writeFileAtomically(path, text);
      say(`wrote ${kernel.module}`);
    }
  }
  return isCheck && stale > 0 ? 1 : 0;
});
