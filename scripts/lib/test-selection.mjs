import { existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';

import { inProject, projectRoot } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/** The Jest projects that `npm test` runs, in this order. */
export const testProjects = ['unit', 'scenarios', 'integration', 'e2e'];

/** Where each project's test files are, as jest.config.mjs says. */
const places = [
  { project: 'unit', pattern: /^(src|libs|apps)\/.*\.spec\.ts$/u },
  { project: 'scenarios', pattern: /^test\/scenarios\/.*\.scenario\.ts$/u },
  { project: 'integration', pattern: /^test\/integration\/.*\.spec\.ts$/u },
  { project: 'e2e', pattern: /^test\/e2e\/.*\.spec\.ts$/u },
];

/** What measures rather than tests has a command of its own. */
const ownCommands = /^test\/(bench|eval|fuzz|soak)(\/|$)/u;

/** Jest's options whose value may be a word of its own. */
const optionsWithValue = new Set([
  ...['-t', '--testNamePattern', '-w', '--maxWorkers', '--testTimeout', '--shard', '--seed'],
  ...['--reporters', '--testPathIgnorePatterns', '--bail'],
]);

const projectOf = (file) => places.find(({ pattern }) => pattern.test(file))?.project;

/** Every test file of `testProjects`, relative to the checkout, with its project. */
export function findTestFiles() {
  return ['src', 'libs', 'apps', 'test'].flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true })
      .map((name) => `${folder}/${name}`)
      .map((file) => ({ file, project: projectOf(file) }))
      .filter(({ project }) => project !== undefined),
  );
}

/** `--selectProjects unit e2e PATH`: Jest would take every word after it for a project. */
function takeProjects(words) {
  const at = words.findIndex((word) => /^--selectProjects(=|$)/u.test(word));
  if (at < 0) return { words };
  const [, joined] = words[at].split('=');
  const after = words.slice(at + 1);
  const count = after.findIndex((word) => !testProjects.includes(word));
  const bare = count < 0 ? after : after.slice(0, count);
  const named = joined === undefined ? bare : joined.split(',');
  const unknown = named.find((name) => !testProjects.includes(name));
  if (unknown !== undefined || named.length === 0) {
    throw new SetupError(
      `No such test project: ${unknown ?? after[0] ?? '(none named)'}. There are: ${testProjects.join(', ')}`,
    );
  }
  const rest = joined === undefined ? after.slice(bare.length) : after;
  const { words: others, projects = [] } = takeProjects([...words.slice(0, at), ...rest]);
  return { words: others, projects: [...new Set([...named, ...projects])] };
}

function splitOptions(words) {
  const options = [];
  const names = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word.startsWith('-')) names.push(word);
    else if (optionsWithValue.has(word)) options.push(word, words[(index += 1)] ?? '');
    else options.push(word);
  }
  return { options, names };
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** A path from the checkout's root, whether it was given so, absolutely or with a dot before it. */
function normalise(name) {
  const path = isAbsolute(name) ? relative(projectRoot, name) : name;
  return path.replace(/^\.\//u, '').replace(/\/+$/u, '');
}

/** What Jest is to look for, and whether a file is meant. What is a path means that place only; other words are parts of names. */
function readName(name) {
  const path = normalise(name);
  if (!existsSync(inProject(path))) {
    return { pattern: path, isMeant: (file) => file.toLowerCase().includes(path.toLowerCase()) };
  }
  if (statSync(inProject(path)).isDirectory()) {
    const folder = path === '' || path === '.' ? '' : `${path}/`;
    return { pattern: escaped(inProject(folder)), isMeant: (file) => file.startsWith(folder) };
  }
  // A source file stands for the tests beside it.
  const beside = path.replace(/(?<!\.spec)\.ts$/u, '.spec.ts');
  const test = path.endsWith('.scenario.ts') ? path : beside;
  return { pattern: `${escaped(inProject(test))}$`, isMeant: (file) => file === test };
}

function unknownName(name, found, projects) {
  const path = normalise(name);
  const [, command] = ownCommands.exec(path) ?? [];
  if (command !== undefined) return `${path} is run by \`npm run ${command}\`, not by npm test`;
  if (found.length > 0) {
    const elsewhere = [...new Set(found.map(({ project }) => project))].join(', ');
    return `${path} is a test of ${elsewhere}, and --selectProjects leaves only ${projects.join(', ')}`;
  }
  if (/\.(ts|tsx|mts|mjs)$/u.test(path) && existsSync(inProject(path))) {
    return `${path} has no test beside it; those that reach it: npm test -- --selectProjects unit --findRelatedTests ${path}`;
  }
  return existsSync(inProject(path))
    ? `There is no test below ${path}`
    : `No test file is called or lies at ${name}`;
}

/**
 * What `npm test -- WORDS` runs: paths and parts of names choose their project themselves.
 * @param {string[]} words as they were typed
 * @param {{ file: string, project: string }[]} [files] that there are
 * @returns {{ projects: string[], patternsOf: (project: string) => string[], options: string[] }} `projects` in the order of
 * `testProjects`; without patterns a project is run whole; `options` are Jest's own
 * @throws SetupError that names the project or the path that is unknown.
 */
export function selectTests(words, files = findTestFiles()) {
  const { words: others, projects: named } = takeProjects(words);
  const { options, names } = splitOptions(others);
  const allowed = named ?? testProjects;
  // The files of --findRelatedTests are sources: Jest finds what reaches them.
  const asIs = options.some((option) => option === '--findRelatedTests');
  if (names.length === 0 || asIs) {
    const projects = testProjects.filter((project) => allowed.includes(project));
    return { projects, patternsOf: () => (asIs ? names : []), options };
  }
  const chosen = names.map((name) => {
    const { pattern, isMeant } = readName(name);
    const found = files.filter(({ file }) => isMeant(file));
    const inside = found.filter(({ project }) => allowed.includes(project));
    if (inside.length === 0) throw new SetupError(unknownName(name, found, allowed));
    return { pattern, projects: new Set(inside.map(({ project }) => project)) };
  });
  return {
    projects: testProjects.filter((project) => chosen.some((one) => one.projects.has(project))),
    patternsOf: (project) =>
      chosen.filter((one) => one.projects.has(project)).map(({ pattern }) => pattern),
    options,
  };
}
