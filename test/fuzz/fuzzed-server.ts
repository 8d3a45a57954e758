import type { AddressInfo } from 'node:net';

import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { JobsModule } from '@vox/jobs';

import { AppModule } from '../../src/app.module';
import { parseConfig } from '../../src/config';
import { prepareEdge } from '../../src/http';
import { ClientAdapter } from '../../src/socket';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { startTestDatabase } from '../integration/support/test-database';
import { freePort } from '../support/free-port';
import { canarySecrets } from './canaries';

export const KEY = 'a key of sixteen or more';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** The whole application on a real PostgreSQL, whose limits are out of the way. */
export async function startFuzzedServer() {
  const database = await startTestDatabase();
  const config = parseConfig({
    MODELS_DIR: modelsDirectory(parseConfig(process.env).stt),
    STT_MODEL: 'tiny',
    DATA_DIR: database.dataDir,
    DATABASE_URL: database.url,
    WEBRTC_PORT: String(await freePort()),
    VOXBRIDGE_API_KEY: KEY,
    REQUESTS_PER_MINUTE: '1000000',
    // The cases hold up the loop that they share with the server.
    MAX_LOOP_DELAY_MS: '0',
    SESSION_STARTS_PER_MINUTE: '100000',
    TEXT_MESSAGES_PER_MINUTE: '100000',
    FAILED_KEYS_PER_MINUTE: '10000',
    MAX_AGENTS: '100000',
    ...canarySecrets,
    // Those that the keys are for are asked by nobody.
    LLM_PROVIDER: 'demo',
    OPENAI_BASE_URL: NOWHERE,
    ANTHROPIC_BASE_URL: NOWHERE,
  });
  const errors: unknown[] = [];
  const logger: LoggerService = {
    log: () => undefined,
    warn: () => undefined,
    error: (...line: unknown[]) => errors.push(line),
  };
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot(config, database.url),
    { logger, bodyParser: false },
  );
  app.useWebSocketAdapter(new ClientAdapter(app));
  prepareEdge(app, config);
  await app.listen(0, '127.0.0.1');
  await app.get(JobsModule).startTaking();
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** Lines at error level. */
    errors,
    close: async () => {
      await app.close();
      await database.stop();
    },
  };
}
