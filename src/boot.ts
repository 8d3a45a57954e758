import { join } from 'node:path';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { EmbeddedPostgres, reachDatabase } from '@vox/database';
import { JobsModule, reachRedis } from '@vox/jobs';
import { ConfigError } from '@vox/voice-core';
import { Logger } from 'nestjs-pino';

import { AppModule } from './app.module';
import { checkAddresses, hostProblem } from './check-addresses';
import type { AppConfig } from './config';
import { discoverEngines, type UsualPort } from './discovery';
import { prepareEdge } from './http';
import { FirstLogin } from './login';
import { ClientAdapter } from './socket';
import { VoiceService } from './voice';

/** The page's build, beside the server's own. */
const PAGE_FOLDER = join(__dirname, '..', 'apps', 'web');

/** In a compose file both start with the server. */
const DATABASE_WAIT_MS = 60_000;
const REDIS_WAIT_MS = 30_000;

export type RunningServer = { readonly url: string; stop(): Promise<void> };

/**
 * Starts PostgreSQL (unless DATABASE_URL names one), the application and its port, with the engines of this machine where
 * `given` sets none.
 *
 * `signal` ends a start that still waits for the database or the queue. The caller owns what comes back: `stop` lets
 * running answers end, then closes everything in reverse.
 * @param enginePorts Where engines of this machine are looked for; their usual ports when absent.
 * @throws ConfigError when what is configured cannot work (a port in use, a database that refuses).
 */
export async function boot(
  given: AppConfig,
  signal: AbortSignal = new AbortController().signal,
  enginePorts?: readonly UsualPort[],
): Promise<RunningServer> {
  await checkAddresses(given);
  const { config, lines } = await discoverEngines(given, enginePorts);
  for (const line of lines) process.stdout.write(`${line}\n`);
  const database = await startDatabase(config);
  try {
    const databaseUrl = await reach(config, database?.url ?? '', signal);
    const app = await NestFactory.create<NestExpressApplication>(
      AppModule.forRoot(config, databaseUrl),
      {
        bufferLogs: true,
        abortOnError: false,
        // What is wrong is told by whoever catches it, without the log of the wiring before it.
        autoFlushLogs: false,
        bodyParser: false,
      },
    );
    app.useLogger(app.get(Logger));
    app.flushLogs();
    app.useWebSocketAdapter(new ClientAdapter(app));
    prepareEdge(app, config);
    app.useStaticAssets(PAGE_FOLDER);
    await listen(app, config);
    await takeJobs(app);
    const url = await app.getUrl();
    const link = await app.get(FirstLogin, { strict: false }).link(url);
    if (link !== undefined) process.stdout.write(`\n${firstLogin(link)}\n`);
    return {
      url,
      stop: async () => {
        await app.get(VoiceService).drain(config.server.SHUTDOWN_GRACE_MS);
        await app.close();
        await database?.stop();
      },
    };
  } catch (error) {
    await database?.stop();
    throw error;
  }
}

/** For the console of whoever has started the server, and for no log. */
function firstLogin(link: string): string {
  return `Nobody can log in yet. This link logs in as who runs the server, once and within 15 minutes:\n\n  ${link}\n\nnpm run admin:link makes another one.`;
}

/** Waits for the database and the queue of others, and says so. Gives the URL that the database is reached at. */
async function reach(config: AppConfig, ownUrl: string, signal: AbortSignal): Promise<string> {
  const { DATABASE_URL = ownUrl, REDIS_URL } = config.database;
  const onWait = (message: string) => process.stdout.write(`${message} …\n`);
  const url = await reachDatabase(DATABASE_URL, { timeoutMs: DATABASE_WAIT_MS, onWait, signal });
  if (REDIS_URL !== undefined) {
    await reachRedis(REDIS_URL, { timeoutMs: REDIS_WAIT_MS, onWait, signal });
  }
  signal.throwIfAborted();
  return url;
}

async function startDatabase(config: AppConfig): Promise<EmbeddedPostgres | undefined> {
  if (config.database.DATABASE_URL !== undefined) return undefined;
  return EmbeddedPostgres.start({
    dataDir: config.database.DATA_DIR,
    onProgress: (message) => process.stdout.write(`${message} …\n`),
  });
}

/** Once everything has started: also an engine that calls back over this server's port is asked by jobs. */
async function takeJobs(app: NestExpressApplication): Promise<void> {
  try {
    await app.get(JobsModule).startTaking();
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function listen(app: NestExpressApplication, config: AppConfig): Promise<void> {
  const { HOST, PORT } = config.server;
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    await app.close();
    if (code === '') throw error;
    throw new ConfigError([hostProblem(code, HOST, PORT)]);
  }
}
