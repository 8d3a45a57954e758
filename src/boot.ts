import { join } from 'node:path';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { EmbeddedPostgres } from '@vox/database';
import { ConfigError } from '@vox/voice-core';
import { Logger } from 'nestjs-pino';

import { AppModule } from './app.module';
import type { AppConfig } from './config';
import { prepareEdge } from './http';
import { ClientAdapter } from './socket';
import { VoiceService } from './voice';

/** The page's build, beside the server's own. */
const PAGE_FOLDER = join(__dirname, '..', 'apps', 'web');

export type RunningServer = { readonly url: string; stop(): Promise<void> };

/**
 * Starts PostgreSQL (unless DATABASE_URL names one), the application and its port.
 *
 * The caller owns what comes back: `stop` lets running answers end, then closes everything in reverse.
 * @throws ConfigError when what is configured cannot work (a port in use, a database that refuses).
 */
export async function boot(config: AppConfig): Promise<RunningServer> {
  const database = await startDatabase(config);
  try {
    const databaseUrl = config.database.DATABASE_URL ?? database?.url ?? '';
    const app = await NestFactory.create<NestExpressApplication>(
      AppModule.forRoot(config, databaseUrl),
      {
        bufferLogs: true,
        abortOnError: false,
        bodyParser: false,
      },
    );
    app.useLogger(app.get(Logger));
    app.flushLogs();
    app.useWebSocketAdapter(new ClientAdapter(app));
    prepareEdge(app, config);
    app.useStaticAssets(PAGE_FOLDER);
    await listen(app, config);
    return {
      url: await app.getUrl(),
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

async function startDatabase(config: AppConfig): Promise<EmbeddedPostgres | undefined> {
  if (config.database.DATABASE_URL !== undefined) return undefined;
  return EmbeddedPostgres.start({
    dataDir: config.database.DATA_DIR,
    onProgress: (message) => process.stdout.write(`${message} …\n`),
  });
}

async function listen(app: NestExpressApplication, config: AppConfig): Promise<void> {
  const { HOST, PORT } = config.server;
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    await app.close();
    if (code === 'EADDRINUSE') throw new ConfigError([`PORT: ${PORT} is in use on ${HOST}`]);
    if (code === 'EADDRNOTAVAIL')
      throw new ConfigError([`HOST: ${HOST} is no address of this machine`]);
    if (code === 'EACCES')
      throw new ConfigError([`PORT: ${PORT} needs more rights than this user has`]);
    throw error;
  }
}
