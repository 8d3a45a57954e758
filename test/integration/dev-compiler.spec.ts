import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = pathToFileURL(path.join(__dirname, '../../scripts/dev/compiler.mjs')).href;
const PROGRAM = `
  import { writeFileSync } from 'node:fs';
  import { Compiler } from ${JSON.stringify(SCRIPT)};
  const [root, steps] = process.argv.slice(1);
  const compiler = new Compiler(root, root + '/out');
  const told = [await compiler.compileAll(['src'])];
  compiler.keep();
  for (const [name, text] of JSON.parse(steps)) {
    if (name === 'takeBack') {
      told.push(await compiler.takeBack());
    } else {
      writeFileSync(root + '/' + name, text);
      told.push(await compiler.compile([root + '/' + name]));
    }
  }
  console.log(JSON.stringify(told));
`;

type Told = { readonly changed: string[]; readonly problems: string[] };

describe('the compiler of npm run dev', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'vox-dev-'));
    await mkdir(path.join(root, 'src'));
    await writeFile(path.join(root, 'src/one.ts'), 'export const one: number = 1;\n');
    await writeFile(path.join(root, 'src/two.spec.ts'), 'it("is no source");\n');
  });
  afterEach(() => rm(root, { recursive: true }));

  const compile = async (...steps: readonly (readonly [string, string?])[]) => {
    const args = ['--input-type=module', '--eval', PROGRAM, root, JSON.stringify(steps)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as [Told, ...(Told | boolean)[]];
  };
  const output = () => readFile(path.join(root, 'out/src/one.js'), 'utf8');

  it('writes what a save changes, with a source map, and nothing when nothing does', async () => {
    const told = await compile(
      ['src/one.ts', 'export const one: number = 1;\n'],
      ['src/one.ts', 'export const one: number = 2;\n'],
    );
    expect(told).toEqual([
      { changed: ['src/one.ts'], problems: [] },
      { changed: [], problems: [] },
      { changed: ['src/one.ts'], problems: [] },
    ]);
    expect(await output()).toMatch(/one = 2;[^]*\/\/# sourceMappingURL=one\.js\.map\n$/u);
    const map = await readFile(path.join(root, 'out/src/one.js.map'), 'utf8');
    expect((JSON.parse(map) as { sources: string[] }).sources).toEqual([
      path.join(root, 'src/one.ts'),
    ]);
  });

  it('leaves the last good code where a file does not compile, and takes that file up once it does', async () => {
    const told = await compile(
      ['src/one.ts', 'export const = 2;\n'],
      ['src/three.ts', 'export {};\n'],
    );
    expect(told[1]).toEqual({ changed: [], problems: [expect.stringContaining('one.ts')] });
    // With the next save it is still wrong: nothing is written, the new file neither.
    expect(told[2]).toEqual({ changed: [], problems: [expect.stringContaining('one.ts')] });
    expect(await output()).toMatch(/one = 1;/u);
  });

  it('puts back what last ran, and compiles what was taken back with the next change', async () => {
    const told = await compile(
      ['src/one.ts', 'throw new Error();\n'],
      ['takeBack'],
      ['src/three.ts', 'export {};\n'],
      ['takeBack'],
    );
    expect(told.slice(2)).toEqual([
      true,
      { changed: ['src/one.ts', 'src/three.ts'], problems: [] },
      true,
    ]);
    expect(await output()).toMatch(/one = 1;/u);
  });
});
