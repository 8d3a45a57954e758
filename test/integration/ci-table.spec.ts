import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SCRIPT = pathToFileURL(path.join(__dirname, '../../scripts/lib/stages.mjs')).href;

/** What an expression over the script's functions gives. */
function evaluate(expression: string): string {
  const program = `import { stageTable, closingLine } from ${JSON.stringify(SCRIPT)}; console.log(${expression});`;
  const args = ['--input-type=module', '--eval', program];
  return execFileSync(process.execPath, args, { encoding: 'utf8' });
}

describe('the end of a run of tests', () => {
  it('says where the time went and what failed', () => {
    const table = evaluate(`stageTable([
      { name: 'checks', isFine: true, tookMs: 95_200 },
      { name: 'unit', isFine: false, tookMs: 140_000 },
    ])`);
    expect(table.split('\n')).toEqual([
      'ok      checks                  95.2 s',
      'FAILED  unit                   140.0 s',
      '        together               235.2 s',
      '',
    ]);
  });

  it.each([
    [{ passed: 12, failed: 0, skipped: 0 }, '12 passed, 0 failed\n'],
    [{ passed: 11, failed: 1, skipped: 2 }, '11 passed, 1 failed, 2 skipped\n'],
  ])('closes with the line that CI reads: %j', (counts, line) => {
    expect(evaluate(`closingLine(${JSON.stringify(counts)})`)).toBe(line);
  });
});
