import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.join(__dirname, '../..');
const SCRIPT = pathToFileURL(path.join(ROOT, 'scripts/lib/test-selection.mjs')).href;
const PROGRAM = `
  import { selectTests } from ${JSON.stringify(SCRIPT)};
  const select = (words) => {
    try {
      const { projects, patternsOf, options } = selectTests(words);
      return { projects, patterns: Object.fromEntries(projects.map((one) => [one, patternsOf(one)])), options };
    } catch (error) {
      return error.name + ': ' + error.message;
    }
  };
  console.log(JSON.stringify(JSON.parse(process.argv[1]).map(select)));
`;
const escaped = (text: string) => text.replace(/[.+()]/gu, '\\$&');
const folder = (name: string) => escaped(path.join(ROOT, name, '/'));
const file = (name: string) => `${escaped(path.join(ROOT, name))}$`;
const chosen = (patterns: Record<string, readonly string[]>, options: readonly string[] = []) => ({
  projects: Object.keys(patterns),
  patterns,
  options,
});

const cases: readonly (readonly [words: string, expected: unknown])[] = [
  ['', chosen({ unit: [], scenarios: [], integration: [], e2e: [] })],
  ['src/stt', chosen({ unit: [folder('src/stt')] })],
  ['./libs/audio/', chosen({ unit: [folder('libs/audio')] })],
  [path.join(ROOT, 'test/e2e'), chosen({ e2e: [folder('test/e2e')] })],
  ['src/log/log.module.spec.ts', chosen({ unit: [file('src/log/log.module.spec.ts')] })],
  // A source file stands for the tests beside it.
  ['src/log/log.module.ts', chosen({ unit: [file('src/log/log.module.spec.ts')] })],
  [
    'test/integration/compose.spec.ts src/stt',
    chosen({
      unit: [folder('src/stt')],
      integration: [file('test/integration/compose.spec.ts')],
    }),
  ],
  [
    'test',
    chosen({ scenarios: [folder('test')], integration: [folder('test')], e2e: [folder('test')] }),
  ],
  // A part of a name is looked for everywhere.
  ['compose.spec', chosen({ integration: ['compose.spec'] })],
  ['--selectProjects scenarios echo', chosen({ scenarios: ['echo'] })],
  ['--selectProjects=unit src/stt', chosen({ unit: [folder('src/stt')] })],
  ['src/stt --selectProjects unit', chosen({ unit: [folder('src/stt')] })],
  ['--selectProjects e2e unit', chosen({ unit: [], e2e: [] })],
  [
    '--selectProjects unit src/stt -t unit --bail=1',
    chosen({ unit: [folder('src/stt')] }, ['-t', 'unit', '--bail=1']),
  ],
  [
    '--selectProjects unit --findRelatedTests src/boot.ts',
    chosen({ unit: ['src/boot.ts'] }, ['--findRelatedTests']),
  ],
  ['src/nowhere', 'SetupError: No test file is called or lies at src/nowhere'],
  ['src/stt src/nowhere', 'SetupError: No test file is called or lies at src/nowhere'],
  ['docs', 'SetupError: There is no test below docs'],
  ['src/boot.ts', expect.stringMatching(/^SetupError: src\/boot\.ts has no test beside it; /u)],
  ['test/bench', 'SetupError: test/bench is run by `npm run bench`, not by npm test'],
  [
    '--selectProjects unit test/e2e',
    'SetupError: test/e2e is a test of e2e, and --selectProjects leaves only unit',
  ],
  [
    '--selectProjects units',
    'SetupError: No such test project: units. There are: unit, scenarios, integration, e2e',
  ],
  [
    '--selectProjects',
    'SetupError: No such test project: (none named). There are: unit, scenarios, integration, e2e',
  ],
];

describe('npm test -- WORDS', () => {
  let results: readonly unknown[];
  beforeAll(() => {
    const given = JSON.stringify(cases.map(([words]) => words.split(' ').filter(Boolean)));
    const args = ['--input-type=module', '--eval', PROGRAM, given];
    results = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as unknown[];
  });

  it.each(cases.map(([words, expected], index) => ({ words, expected, index })))(
    'runs what it says: $words',
    ({ expected, index }) => {
      expect(results[index]).toEqual(expected);
    },
  );
});
