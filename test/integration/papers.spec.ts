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
  '.env.example':
    '# Where it listens.\n# PORT=4900\n# How long: not X_Y=5.\n# KEPT_FOR_MINUTES=15\n',
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

  it('finds a setting that the server does not have, and says where', () => {
    const text =
      'Kept for `KEPT_FOR` at `PORTS=1 npm start`.\n\nNot `X_Y`, nor (`A_B`, `KEPT_FOR_MINUTES=5`).';
    expect(missing(text)).toEqual([
      'docs/a.md:1: there is no setting KEPT_FOR',
      'docs/a.md:1: there is no setting PORTS',
      'docs/a.md:3: there is no setting X_Y',
      'docs/a.md:3: there is no setting A_B',
    ]);
  });

  it('takes for a setting neither a single word, nor a part, nor what is none on that page', () => {
    expect(
      missing('`GET /health`, `PORT=1`, `KEPT_FOR_…`, `KEPT_*`, `_FOR`, `a_B`, KEPT_FOR'),
    ).toEqual([]);
    expect(missing('`N8N_HOME`', 'docs/n8n.md')).toEqual([]);
    expect(missing('`N8N_HOME`')).toHaveLength(1);
  });

  it('leaves to VoxBridge 1 what it had: the first column of its page', () => {
    const row = '| `KEPT_FOR`, `A_B` | `KEPT_FOR_MINUTES`, `C_D` |';
    expect(missing(row, 'docs/migrating.md')).toEqual([
      'docs/migrating.md:1: there is no setting C_D',
    ]);
    expect(missing(row)).toHaveLength(3);
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
