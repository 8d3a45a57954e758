import { glob, readFile } from 'node:fs/promises';
import { relative } from 'node:path';

import { mergeProcessCovs } from '@bcoe/v8-coverage';
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping';
import { transform } from '@swc/core';
import v8ToIstanbul from 'v8-to-istanbul';

import { isCovered } from './covered-files.mjs';
import { inProject, projectRoot } from './paths.mjs';

/** Folders that are reported beside the whole. */
const folders = ['src/conversation', 'src/stt', 'src/llm', 'src/tts', 'src', 'libs', 'apps'];

/** The share of the lines of code, in percent, that tests have to run: of the four services, and of everything. */
const leastLines = {
  'src/conversation': 92,
  'src/stt': 92,
  'src/llm': 92,
  'src/tts': 92,
  project: 88,
};

/**
 * What `emitDecoratorMetadata` makes of a constructor parameter: a branch that nobody wrote. It has this exact form;
 * quotes that people write are single.
 */
const metadata = /typeof [\w$.]+ === "undefined" \? Object : [\w$.]+/gu;

/** The functions that the compiler puts at the head of a file for decorators and their metadata. */
const decoratorHelper = /^_ts_(decorate|metadata|param)$/u;

/** Leaves out what lies in emitted decorator metadata, and nothing else. */
function withoutMetadata(functions, code) {
  const helpers = functions
    .filter(({ functionName }) => decoratorHelper.test(functionName))
    .map(({ ranges: [range] }) => range);
  const emitted = [...code.matchAll(metadata)].map(({ index, 0: text }) => ({
    startOffset: index,
    endOffset: index + text.length,
  }));
  const isIn = (places, range) =>
    places.some(
      ({ startOffset, endOffset }) =>
        range.startOffset >= startOffset && range.endOffset <= endOffset,
    );
  return functions
    .filter(({ ranges: [range] }) => !isIn(helpers, range))
    .map((one) => ({ ...one, ranges: one.ranges.filter((range) => !isIn(emitted, range)) }));
}

/** Lines of the source that became code. Comments, blank lines and types can be neither covered nor missed. */
function linesWithCode(sourceMap) {
  const lines = new Set();
  eachMapping(new TraceMap(sourceMap), ({ originalLine }) => lines.add(originalLine));
  return lines;
}

const share = (counts) => ({
  total: counts.length,
  covered: counts.filter((count) => count > 0).length,
});

/** Where a compiled file keeps its source map. */
const inlineMap = /^\/\/# sourceMappingURL=data:application\/json;.*?base64,(?<text>\S+)\s*$/mu;

async function measure({ url, functions }, code) {
  const { text } = inlineMap.exec(code).groups;
  const sourcemap = { file: url, ...JSON.parse(Buffer.from(text, 'base64').toString()) };
  const originalSource = await readFile(url, 'utf8');
  const converter = v8ToIstanbul(url, 0, {
    source: code,
    originalSource,
    sourceMap: { sourcemap },
  });
  await converter.load();
  converter.applyCoverage(withoutMetadata(functions, code));
  const [file] = Object.values(converter.toIstanbul());
  const hasCode = linesWithCode(sourcemap);
  const isCode = (index) => hasCode.has(file.statementMap[index].start.line);
  const lines = Object.entries(file.s).filter(([index]) => isCode(index));
  return {
    path: relative(projectRoot, url),
    lines: share(lines.map(([, count]) => count)),
    branches: share(Object.values(file.b).flat()),
    missedLines: lines
      .filter(([, count]) => count === 0)
      .map(([index]) => file.statementMap[index].start.line),
  };
}

/** A file that no test loaded: none of its lines is covered. */
async function unloaded(path) {
  const { map } = await transform(await readFile(inProject(path), 'utf8'), {
    filename: path,
    sourceMaps: true,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: path.endsWith('.tsx'), decorators: true },
      transform: { legacyDecorator: true },
    },
  });
  const total = linesWithCode(map).size;
  const missedLines = Array.from({ length: total }, (_, index) => index + 1);
  return { path, lines: { total, covered: 0 }, branches: { total: 0, covered: 0 }, missedLines };
}

const filesOf = (extension) =>
  Array.fromAsync(glob(`{src,libs,apps}/**/*.${extension}`, { cwd: projectRoot }));

/**
 * The coverage of every source file over several runs, added up as V8 counted it.
 * @param {import('./coverage-counts.mjs').Counts[]} runs
 */
export async function coverageOf(runs) {
  const { result } = mergeProcessCovs(runs.map(({ counts }) => ({ result: counts })));
  const codes = Object.assign({}, ...runs.map((run) => run.codes));
  const files = [];
  for (const counts of result) {
    const code = codes[counts.url];
    if (code !== undefined) files.push(await measure(counts, code));
  }
  const seen = new Set(files.map(({ path }) => path));
  for (const path of await filesOf('ts')) {
    if (isCovered(path) && !seen.has(path)) files.push(await unloaded(path));
  }
  return files;
}

/** @typedef {{ path: string, lines: { total: number, covered: number }, branches: { total: number, covered: number } }} FileCoverage */

function countOf(files, kind) {
  const total = files.reduce((sum, file) => sum + file[kind].total, 0);
  const covered = files.reduce((sum, file) => sum + file[kind].covered, 0);
  return { total, percent: (100 * covered) / Math.max(total, 1) };
}

function percentOf(files, kind) {
  const { total, percent } = countOf(files, kind);
  return `${percent.toFixed(1).padStart(6)} % of ${String(total).padEnd(7)}`;
}

const inFolder = (files, folder) =>
  folder === 'project' ? files : files.filter(({ path }) => path.startsWith(`${folder}/`));

/**
 * One line for each folder of which too few lines were run.
 * @param {FileCoverage[]} files of a whole run: some of the tests run some of the lines
 * @returns {string[]} empty when all is well
 */
export function coverageShortfalls(files) {
  return Object.entries(leastLines).flatMap(([folder, least]) => {
    const { percent } = countOf(inFolder(files, folder), 'lines');
    // Rounded down: what is short by a line must not read as enough.
    const shown = (Math.floor(percent * 100) / 100).toFixed(2);
    return percent < least
      ? [
          `Too little is tested: ${folder} has ${shown} % of its lines covered, ${least} % are asked for.`,
        ]
      : [];
  });
}

/** The table that `npm test` ends with. */
export async function coverageTable(files) {
  const row = (name, some) =>
    `${name.padEnd(20)}${percentOf(some, 'lines')}${percentOf(some, 'branches')}`;
  const components = await Promise.all((await filesOf('tsx')).map(unloaded));
  const componentLines = components.reduce((sum, { lines }) => sum + lines.total, 0);
  return [
    `${'Coverage'.padEnd(20)}${'lines of code'.padStart(18)}${'branches'.padStart(16)}`,
    ...folders.map((folder) => row(folder, inFolder(files, folder))),
    row('project', files),
    "Counted in the tests' own processes; what only the built server or a browser runs counts as not covered. Not in",
    `these figures: ${componentLines} lines of ${components.length} React components, run by the end-to-end tests in headless Chromium. Left`,
    'out of the branches: emitted decorator metadata.',
  ].join('\n');
}
