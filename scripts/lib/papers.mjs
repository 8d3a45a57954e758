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

/**
 * What a page names and the repository has not: paths in backticks, pages that are linked, and titles of tests where
 * one stands in quotes behind its file. Code blocks are not read, nor are paths with a placeholder (`<name>`, `…`).
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
    ];
  });
}

/** The lines stay, so that their numbers do. */
function withoutCodeBlocks(text) {
  return text.replaceAll(/^```[^]*?^```$/gmu, (block) => block.replaceAll(/[^\n]/gu, ''));
}

function pathsIn(line) {
  const spans = [...line.matchAll(/`(?<code>[^`]+)`/gu)].map(({ groups }) => groups.code);
  return spans
    .flatMap((code) => code.split(/\s+/u))
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
