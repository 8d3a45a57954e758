import path from 'node:path';

/** Folders whose paths are followed where a page names them in backticks. */
const IN_REPOSITORY = /^(?:src|libs|apps|test|scripts|docs|wasm)\/[^\s"']+/u;

/** What recipes make up as they go. */
const IMAGINARY = {
  'docs/recipes/add-a-provider.md': [
    'src/tts/adapters/piper/**',
    'libs/stand-ins/src/piper/piper-stand-in.ts',
  ],
  'docs/recipes/add-an-agent-setting.md': [
    'libs/database/src/migrations/1764500000000-context-messages.ts',
  ],
  'docs/recipes/add-a-tool.md': ['src/tools/built-in/roll-dice.ts'],
  'docs/recipes/add-a-route.md': ['src/notes/note.schema.ts', 'src/notes/notes.controller.ts'],
  'docs/recipes/add-a-job.md': [
    'libs/jobs/src/remove-expired-invites.handler.ts',
    'test/integration/remove-expired-invites.spec.ts',
  ],
};

/** Where every variable of the server stands: it is made from their schemas. */
const SETTINGS = '.env.example';

/** What reads as a setting in backticks: several words, or one with a value. */
const SETTING = /^(?<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?<assigned>=\S*)?$/u;

/** The page of which the first column is what VoxBridge 1 had. */
const OF_VOXBRIDGE_1 = 'docs/migrating.md';

/** What reads so and is none of the server's: variables of scripts, tests and other programs, and those that it refuses. */
const NO_SETTINGS = {
  'CONTRIBUTING.md': ['FAULT_ROUNDS', 'LIVE', 'QUIET_MACHINE', 'SEED', 'TEST_DATABASE_BIN'],
  'README.md': ['POSTGRES_PASSWORD'],
  'docs/decisions/2026-12-01-one-thread-for-all-sessions.md': ['VOICE_THREADS'],
  [OF_VOXBRIDGE_1]: ['PLUGIN_ENCRYPTION_KEY', 'STREAMING_INTERRUPTION_STRATEGY', 'USE_STREAMING'],
  'docs/n8n.md': ['N8N_BIN', 'N8N_HOME'],
  'docs/progress/phase-5-completion.md': ['TTS_SAMPLE_RATE'],
  'docs/recipes/add-a-job.md': ['TEST_REDIS_URL'],
  'docs/recipes/add-a-provider.md': ['PIPER_URL', 'STAND_INS'],
  'docs/rest.md': ['USE_STREAMING'],
};

/**
 * What a page names and the repository has not: paths in backticks, pages that are linked, titles of tests where
 * one stands in quotes behind its file, and settings. Code blocks are not read, nor are paths with a placeholder (`<name>`, `…`).
 *
 * A path may be a file, one without its `.ts`, a folder, or a pattern with `*`, `**` and `{a,b}`.
 * @param {string} page its path in the repository
 * @param {string} text
 * @param {readonly string[]} files of the repository
 * @param {(file: string) => string} read
 * @returns {string[]} a line for each, which begins with the page and the line's number
 */
export function missingIn(page, text, files, read) {
  const lines = withoutCodeBlocks(text).split('\n');
  const imaginary = (IMAGINARY[page] ?? []).map(patternOf);
  const known = [...settingsOf(files, read), ...(NO_SETTINGS[page] ?? [])];
  return lines.flatMap((line, index) => {
    const at = `${page}:${index + 1}`;
    const paths = pathsIn(line).filter(
      (named) =>
        !isThere(named, files) && !imaginary.some((made) => made.test(named.replace(/\/$/u, ''))),
    );
    const links = linksIn(line).filter(
      (link) => !isThere(path.posix.join(path.posix.dirname(page), link), files),
    );
    const titles = titlesIn(line).filter(
      ([file, title]) => files.includes(file) && !read(file).includes(title),
    );
    return [
      ...paths.map((named) => `${at}: there is no ${named}`),
      ...links.map((link) => `${at}: the link ${link} leads nowhere`),
      ...titles.map(([file, title]) => `${at}: ${file} has no test "${title}"`),
      ...settingsIn(page, line)
        .filter((name) => !known.includes(name))
        .map((name) => `${at}: there is no setting ${name}`),
    ];
  });
}

/** The lines stay, so that their numbers do. */
function withoutCodeBlocks(text) {
  return text.replaceAll(/^```[^]*?^```$/gmu, (block) => block.replaceAll(/[^\n]/gu, ''));
}

/** What stands in backticks, word by word. */
function wordsIn(line) {
  const spans = [...line.matchAll(/`(?<code>[^`]+)`/gu)].map(({ groups }) => groups.code);
  return spans.flatMap((code) => code.split(/\s+/u));
}

function pathsIn(line) {
  return wordsIn(line)
    .filter((word) => IN_REPOSITORY.test(word) && !/[<>…]/u.test(word))
    .map((word) => word.replace(/[.,;:)]+$/u, ''));
}

function linksIn(line) {
  const links = [...line.matchAll(/\]\((?<to>[^)\s]+)\)/gu)].map(({ groups }) => groups.to);
  return links.filter((to) => !/^(?:[a-z]+:|#|\/)/u.test(to)).map((to) => to.replace(/#.*$/u, ''));
}

function titlesIn(line) {
  return [...line.matchAll(/`(?<file>[^`\s]+\.ts)` "(?<title>[^"]+)"/gu)].map(({ groups }) => [
    groups.file,
    groups.title,
  ]);
}

function settingsIn(page, line) {
  const ours = page === OF_VOXBRIDGE_1 ? line.replace(/^\|[^|]*\|/u, '|') : line;
  return wordsIn(ours).flatMap((word) => {
    const { name, assigned } = SETTING.exec(word)?.groups ?? {};
    return name !== undefined && (name.includes('_') || assigned !== undefined) ? [name] : [];
  });
}

function settingsOf(files, read) {
  if (!files.includes(SETTINGS)) return [];
  const variables = read(SETTINGS).matchAll(/^# (?<name>[A-Z][A-Z0-9_]*)=/gmu);
  return [...variables].map(({ groups }) => groups.name);
}

function isThere(named, files) {
  const pattern = patternOf(named.replace(/\/$/u, ''));
  return files.some((file) => pattern.test(file));
}

/** Matches the file, the file without its ending, and whatever is below the folder. */
function patternOf(named) {
  const source = named
    .replaceAll(/[.+^$()|[\]\\]/gu, '\\$&')
    .replaceAll(/\{(?<all>[^{}]*)\}/gu, (_match, all) => `(?:${all.replaceAll(',', '|')})`)
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('\u0000', '.*');
  return new RegExp(`^${source}(?:\\.ts|/.*)?$`, 'u');
}
