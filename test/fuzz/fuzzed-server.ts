import type { AddressInfo } from 'node:net';

import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { AppModule } from '../../src/app.module';
import { parseConfig } from '../../src/config';
import { prepareEdge } from '../../src/http';
import { ClientAdapter } from '../../src/socket';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { startTestDatabase } from '../integration/support/test-database';
import { freePort } from '../support/free-port';

export const KEY = 'a key of sixteen or more';

/** The whole application on a real PostgreSQL, whose limits are out of the way. */
export async function startFuzzedServer() {
  const database = await startTestDatabase();
  const config = parseConfig({
    MODELS_DIR: modelsDirectory(parseConfig(process.env).stt),
    DATA_DIR: database.dataDir,
    DATABASE_URL: database.url,
    WEBRTC_PORT: String(await freePort()),
    VOXBRIDGE_API_KEY: KEY,
    REQUESTS_PER_MINUTE: '1000000',
    SESSION_STARTS_PER_MINUTE: '100000',
    FAILED_KEYS_PER_MINUTE: '10000',
    MAX_AGENTS: '100000',
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

/** Ids of an agent and a session that are there to begin with. */
export async function idsIn(url: string): Promise<string[]> {
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { 'x-api-key': KEY, 'content-type': 'application/json' };
    return (await (await fetch(`${url}${path}`, { ...init, headers })).json()) as { id: string };
  };
  const body = JSON.stringify({ name: 'Fuzzed', system_prompt: 'x' });
  const made = await ask('/api/agents', { method: 'POST', body });
  return [made.id, '6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a11'];
}
