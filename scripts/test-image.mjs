/**
 * `npm run test:image`: what the Dockerfile puts together, without Docker. Builds in a copy of its COPY set, lays the run
 * time's files into a bare Debian bookworm with nothing but the Dockerfile's packages, starts the server there as an
 * ordinary user beside a PostgreSQL, and talks to it. Root on Debian only (debootstrap, chroot); takes some minutes.
 */
import { spawn } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureSystemPackages } from './lib/debian.mjs';
import { inProject, modelsDirectory } from './lib/paths.mjs';
import { say, step } from './lib/progress.mjs';
import { run } from './lib/run.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

/** All that comes on top of the base image. */
const mostMegabytes = 250;
const readyWithinMs = 60_000;
/** `nobody`: the rights of the image's own user, without its name. */
const userId = 65534;
const question = 'test/fixtures/audio/check-number-dial-again.wav';

const dockerfile = await readFile(inProject('Dockerfile'), 'utf8');
const aptPackages = /apt-get install -y --no-install-recommends (.+?) \\/
  .exec(dockerfile)[1]
  .split(' ');
const [, ...serverArguments] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)[1]);
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
  names.split(' '),
);

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function megabytes(...paths) {
  const printed = await run('du', ['-scm', ...paths]);
  return Number(printed.trim().split('\n').at(-1).split('\t')[0]);
}

async function buildStage(folder, node) {
  for (const name of copied) await cp(inProject(name), join(folder, name), { recursive: true });
  await run(node, ['scripts/setup.mjs'], { cwd: folder });
  await run(node, ['scripts/prune-image.mjs'], { cwd: folder });
}

async function layRoot(root, built, node) {
  const include = aptPackages.join(',');
  await run('debootstrap', ['--variant=minbase', `--include=${include}`, 'bookworm', root]);
  await cp(node, join(root, 'usr/local/bin/node'), { dereference: true });
  for (const name of ['package.json', 'node_modules', 'dist']) {
    await cp(join(built, name), join(root, 'app', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  await cp(modelsDirectory, join(root, 'models'), { recursive: true });
  await mkdir(join(root, 'data'));
  await chown(join(root, 'data'), userId, userId);
}

/** Starts the image's command in `root`; its group is ended by `stop`. */
function startServer(root, env) {
  const args = [`--userspec=${userId}:${userId}`, root, '/usr/bin/env', '-i', '-C', '/app'];
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const command = ['/usr/local/bin/node', ...serverArguments];
  const server = spawn('chroot', [...args, ...settings, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => (printed += chunk));
  }
  const ended = new Promise((resolve) => server.once('exit', resolve));
  return { printed: () => printed, ended, stop: () => (server.kill('SIGTERM'), ended) };
}

async function untilReady(server, url) {
  const until = Date.now() + readyWithinMs;
  let hasEnded = false;
  void server.ended.then(() => (hasEnded = true));
  while (Date.now() < until && !hasEnded) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new SetupError(`The server of the image did not get ready:\n${server.printed()}`);
}

async function talk(root, node, databaseUrl) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startServer(root, {
    NODE_ENV: 'production',
    MODELS_DIR: '/models',
    DATA_DIR: '/data',
    PORT: port,
    WEBRTC_PORT: await freePort(),
    DISCOVER_LOCAL_ENGINES: 'false',
    DATABASE_URL: databaseUrl,
  });
  try {
    await untilReady(server, url);
    const answer = join(root, 'answer.wav');
    const console = [inProject('dist/apps/console/src/main.js'), question, '--out', answer];
    const printed = await run(node, [...console, '--url', `ws://127.0.0.1:${port}/ws/voice`]);
    say(printed.trim());
  } finally {
    await server.stop();
  }
}

await runScript(async () => {
  if (process.getuid?.() !== 0) throw new SetupError('npm run test:image needs root: chroot.');
  const node = await prepare();
  await ensureSystemPackages(['debootstrap'], 'to lay a bare Debian', '10 s');
  const folder = await mkdtemp(join(tmpdir(), 'voxbridge-image-'));
  await chmod(folder, 0o755);
  const built = join(folder, 'build');
  const root = join(folder, 'root');
  const { EmbeddedPostgres } = createRequire(import.meta.url)(
    inProject('dist/libs/database/src/index.js'),
  );
  let database;
  try {
    await step('Building as the Dockerfile does', '1 to 2 minutes', () => buildStage(built, node));
    await step('Laying the files into a bare Debian', '1 minute', () => layRoot(root, built, node));
    const size = await megabytes(...['app', 'models'].map((name) => join(root, name)));
    say(`On top of the base image: ${size} MB (at most ${mostMegabytes})`);
    database = await EmbeddedPostgres.start({ dataDir: join(folder, 'database') });
    await step('Talking to the image', '10 s', () => talk(root, node, database.url));
    return size <= mostMegabytes ? 0 : 1;
  } finally {
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
