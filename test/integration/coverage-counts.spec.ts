import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { runOverScript } from './support/run-script';

const ROOT = path.join(__dirname, '../..');

/** Small ones with a test beside each, one more than there are workers: one of these counts for two. */
const SOURCES = ['src/titles/title-text.ts', 'libs/audio/src/pcm-bytes.ts', 'src/tts/gain.ts'];

const urlOf = (file: string) => JSON.stringify(pathToFileURL(path.join(ROOT, file)).href);

/** Runs the tests beside `input.sources` with coverage; answers how many named functions of each file were called. */
const PROGRAM = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  import { addUpCounts } from ${urlOf('scripts/lib/coverage-counts.mjs')};
  import { inProject, projectRoot } from ${urlOf('scripts/lib/paths.mjs')};
  import config from ${urlOf('jest.config.mjs')};
  const testMatch = input.sources.map((file) => inProject(file.replace('.ts', '.spec.ts')));
  const projects = [{ ...config.projects[0], rootDir: projectRoot, testMatch }];
  const path = input.folder + '/jest.config.json';
  writeFileSync(path, JSON.stringify({ ...config, rootDir: projectRoot, projects, reporters: [] }));
  const unit = input.folder + '/unit';
  mkdirSync(unit);
  const selection = { projects: ['unit'], patternsOf: () => [], options: ['--config=' + path] };
  const { total } = await runSelection(process.execPath, selection, { coverageFolders: { unit } });
  const { counts } = await addUpCounts(unit);
  const isCalled = ({ functionName, ranges }) => functionName !== '' && ranges[0].count > 0;
  const called = counts.map(({ url, functions }) => [
    url.slice(projectRoot.length + 1),
    functions.filter(isCalled).length,
  ]);
  answer({ total, called: Object.fromEntries(called) });
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voxbridge-counts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the counts of a run', () => {
  it('are those of every test file, whichever worker ran it and whatever it ran before', () => {
    const { total, called } = runOverScript<{
      total: { readonly failed: number };
      called: Record<string, number>;
    }>('test-runs.mjs', ['runSelection'], PROGRAM, { folder, sources: SOURCES });
    expect(total.failed).toBe(0);
    expect(SOURCES.filter((source) => (called[source] ?? 0) === 0)).toEqual([]);
  });
});
