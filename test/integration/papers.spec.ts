import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SCRIPT = pathToFileURL(path.join(__dirname, '../../scripts/lib/papers.mjs')).href;
const PROGRAM = `
  import { missingIn } from ${JSON.stringify(SCRIPT)};
  const [page, text, files] = JSON.parse(process.argv[1]);
  const sources = new Map(Object.entries(files));
  console.log(JSON.stringify(missingIn(page, text, [...sources.keys()], (file) => sources.get(file))));
`;

const FILES = {
  'docs/a.md': '',
  'docs/recipes/b.md': '',
  'src/voice/turn/turn.ts': '',
  'src/voice/turn/turn.spec.ts': "it('ends', () => {});",
  'src/stt/index.ts': '',
};

/** What is wrong with a page that says `text`. */
function missing(text: string, page = 'docs/a.md'): string[] {
  const args = [
    '--input-type=module',
    '--eval',
    PROGRAM,
    '--',
    JSON.stringify([page, text, FILES]),
  ];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as string[];
}

describe('the check of paths in papers', () => {
  it('finds a path that is not there, and says where', () => {
    expect(missing('Fine.\n\nIt is in `src/voice/turn/tern.ts`, see `src/stt`.')).toEqual([
      'docs/a.md:3: there is no src/voice/turn/tern.ts',
    ]);
  });

  it('takes folders, files without ending, patterns and placeholders', () => {
    const named = ['src/voice/turn/turn', 'src/voice/', 'src/{stt,voice}/**/*.ts', 'src/<name>/x'];
    expect(missing(named.map((one) => `\`${one}\``).join(' '))).toEqual([]);
    expect(missing('`src/{stt,tts}/index.tsx` `src/*/turn.ts`')).toHaveLength(2);
  });

  it('finds links that lead nowhere, from where the page is', () => {
    const links = '[a](../a.md#x) [b](b.md) [c](c.md) [d](https://example.org/d.md) [e](#e)';
    expect(missing(links, 'docs/recipes/b.md')).toEqual([
      'docs/recipes/b.md:1: the link c.md leads nowhere',
    ]);
  });

  it('finds a test that has another title', () => {
    const test = '`src/voice/turn/turn.spec.ts`';
    expect(missing(`${test} "ends" ${test} "begins"`)).toEqual([
      'docs/a.md:1: src/voice/turn/turn.spec.ts has no test "begins"',
    ]);
  });

  it('reads no code, and knows what a recipe makes up', () => {
    expect(missing('```sh\ncat `src/x.ts`\n```\nNow `src/y.ts`.')).toEqual([
      'docs/a.md:4: there is no src/y.ts',
    ]);
    const made = '`libs/jobs/src/remove-expired-invites.handler.ts`';
    expect(missing(made, 'docs/recipes/add-a-job.md')).toEqual([]);
    expect(missing(made)).toHaveLength(1);
  });
});
