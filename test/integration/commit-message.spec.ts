import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SCRIPT = pathToFileURL(path.join(__dirname, '../../scripts/lib/commit-message.mjs')).href;
const PROGRAM = `
  import { commitProblem } from ${JSON.stringify(SCRIPT)};
  console.log(JSON.stringify(JSON.parse(process.argv[1]).map((message) => commitProblem(message) ?? null)));
`;

const cases: readonly (readonly [message: string, problem: unknown])[] = [
  ['fix(webrtc): close what was opened', null],
  ['feat!: speak\n\nIt was silent.\n', null],
  ['\n# a comment\ntest(e2e): hear\n# another\n', null],
  ['docs: tell\n# ------------------------ >8 ------------------------\ndiff --git a b', null],
  ['Merge branch "main"', null],
  ['fixup! fix(webrtc): close', null],
  ['Fixed things', expect.stringMatching(/^"Fixed things" is no Conventional Commit/u)],
  ['fix(WebRTC): close', expect.stringMatching(/is no Conventional Commit/u)],
  ['fix:close', expect.stringMatching(/is no Conventional Commit/u)],
  [`fix: ${'x'.repeat(100)}`, expect.stringMatching(/^The first line has 105 characters/u)],
  ['fix: close\nIt was open.', 'Leave a blank line below the first one'],
  ['\n# only a comment\n', 'The message is empty'],
];

describe('the hook for commit messages', () => {
  it('lets Conventional Commits and what git writes pass, and says what is wrong with others', () => {
    const given = JSON.stringify(cases.map(([message]) => message));
    const args = ['--input-type=module', '--eval', PROGRAM, given];
    const told = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as unknown;
    expect(told).toEqual(cases.map(([, problem]) => problem));
  });
});
