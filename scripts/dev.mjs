/**
 * `npm run dev`: the server with each change of `src` and `libs`, with source maps and an inspector; the page with hot reload;
 * types checked beside. `--page-port` and `--inspect-port` move what PORT does not. Ctrl-C ends all of it.
 */
import './lib/environment-file.mjs';

import { mkdir, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { parseArgs, stripVTControlCharacters } from 'node:util';

import { Compiler } from './dev/compiler.mjs';
import { DevServer } from './dev/dev-server.mjs';
import { logFormatter, print, readLines } from './dev/output.mjs';
import { watchSources } from './dev/source-watch.mjs';
import { onEndWanted, startManaged } from './lib/managed-process.mjs';
import { inProject, modelsDirectory, projectRoot } from './lib/paths.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

const sources = ['src', 'libs'];
const output = inProject('dist/dev');
/** So that what is awaited, the restarted server, goes first. */
const typesNiceness = 10;

const { values: ports } = parseArgs({
  options: {
    'page-port': { type: 'string', default: '5173' },
    'inspect-port': { type: 'string', default: '9229' },
  },
});

function startTool(name, node, args, onLine) {
  const tool = startManaged(name, node, args, { output: 'pipe' });
  readLines(tool.child, (line) => {
    if (line.trim() === '') return;
    print(name, line);
    onLine?.(stripVTControlCharacters(line));
  });
  return tool;
}

/** Leads whoever opens the server's own address to the page that reloads. */
async function pointToPage(url) {
  const folder = inProject('dist/dev/apps/web');
  await mkdir(folder, { recursive: true });
  await writeFile(
    `${folder}/index.html`,
    `<!doctype html><meta http-equiv="refresh" content="0; url=${url}"><a href="${url}">The page under development</a>\n`,
  );
}

function startPage(node) {
  const vite = inProject('node_modules/vite/bin/vite.js');
  const args = [vite, 'apps/web', '--clearScreen', 'false', '--port', ports['page-port']];
  let tell;
  const url = new Promise((resolve) => (tell = resolve));
  const tool = startTool('page', node, args, (line) => {
    const [, found] = /Local:\s+(http:\S+)/u.exec(line) ?? [];
    if (found !== undefined) tell(found);
  });
  return { tool, url };
}

function startTypes(node) {
  const args = ['-p', 'tsconfig.build.json', '--noEmit', '--watch', '--preserveWatchOutput'];
  const memory = ['--incremental', '--tsBuildInfoFile', 'dist/.dev-types.tsbuildinfo'];
  const pretty = ['--pretty', String(process.stdout.isTTY === true)];
  const tsc = inProject('node_modules/typescript-native/bin/tsc');
  const tool = startTool('types', node, [tsc, ...args, ...memory, ...pretty]);
  if (tool.child.pid !== undefined) setPriority(tool.child.pid, typesNiceness);
  return tool;
}

/** Starts each version that compiles; what does not start gives way to what last ran. */
function versionStarter(compiler, server) {
  const tell = ({ changed, problems }, sinceMs) => {
    for (const problem of problems) for (const line of problem.split('\n')) print('dev', line);
    if (problems.length > 0) {
      print('dev', 'that does not compile: what ran before goes on; save again when it is mended');
    } else if (changed.length > 0) {
      const names = changed.length > 3 ? `${changed.length} files` : changed.join(', ');
      print('dev', `${names}: compiled in ${Date.now() - sinceMs} ms, starting`);
    }
  };
  return async (compile) => {
    const sinceMs = Date.now();
    const version = await compile();
    tell(version, sinceMs);
    if (version.changed.length === 0) return;
    if (await server.restart()) {
      compiler.keep();
      print('dev', `live ${((Date.now() - sinceMs) / 1000).toFixed(1)} s after the change`);
    } else if (!server.isEnding && (await compiler.takeBack())) {
      print('dev', 'that does not start: what ran last is started again');
      await server.restart();
    }
  };
}

await runScript(async () => {
  const node = await prepare({ hasBuild: false });
  const main = [
    '--enable-source-maps',
    `--inspect=127.0.0.1:${ports['inspect-port']}`,
    `${output}/src/main.js`,
  ];
  const env = { MODELS_DIR: modelsDirectory };
  // A restart waits for nobody's answer.
  env.SHUTDOWN_GRACE_MS = process.env.SHUTDOWN_GRACE_MS ?? '0';
  const server = new DevServer(node, main, env, await logFormatter());
  const compiler = new Compiler(projectRoot, output);
  const startVersion = versionStarter(compiler, server);

  let isEnding = false;
  let work = Promise.resolve();
  const enqueue = (compile) => {
    work = work.then(() => (isEnding ? undefined : startVersion(compile)));
    return work;
  };
  const page = startPage(node);
  const tools = [page.tool];
  let release;
  const endWanted = new Promise((resolve) => (release = onEndWanted(resolve)));
  print('dev', `inspector: 127.0.0.1:${ports['inspect-port']}; Ctrl-C ends everything`);
  const unwatch = watchSources(
    sources.map((folder) => inProject(folder)),
    (paths) => {
      enqueue(() => compiler.compile(paths)).catch((error) => print('dev', error.stack));
    },
  );
  // The server first: it has both cores until it is ready.
  enqueue(() => compiler.compileAll(sources))
    .then(async () => {
      if (!isEnding) tools.push(startTypes(node));
      await pointToPage(await page.url);
    })
    .catch((error) => print('dev', error.stack));

  await endWanted;
  isEnding = true;
  unwatch();
  print('dev', 'ending');
  await Promise.all([server.end(), ...tools.map((tool) => tool.end('SIGTERM'))]);
  release();
  return 0;
});
