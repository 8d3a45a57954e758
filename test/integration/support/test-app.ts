import type { AddressInfo } from 'node:net';

import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@vox/database';
import { JobsModule } from '@vox/jobs';

import { AuthModule } from '../../../src/auth';
import { ConfigModule, parseConfig } from '../../../src/config';
import { ExportsModule } from '../../../src/exports';
import { ProblemFilter } from '../../../src/http';
import { MemoryModule } from '../../../src/memory';
import { PrivacyModule } from '../../../src/privacy';
import { SummariesModule } from '../../../src/summaries';
import { TitlesModule } from '../../../src/titles';
import { WebhooksModule } from '../../../src/webhooks';
import { earsOf } from './ears';

/** Those that have handlers: a server that runs its jobs needs one for each. */
const HANDLING = [
  ExportsModule,
  MemoryModule,
  PrivacyModule,
  SummariesModule,
  TitlesModule,
  WebhooksModule,
];

export type TestApp = {
  readonly app: INestApplication;
  request(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; headers: Headers; body: unknown }>;
  /** Of an answer that is no JSON. */
  text(method: string, path: string): Promise<{ status: number; headers: Headers; body: string }>;
};

/** A Nest server on loopback with the database, the queue and the modules under test. */
export async function startTestApp(options: {
  readonly url: string;
  readonly rooms: readonly Type[];
  /** Without `EARS`, or an engine of its own, it hears nobody. */
  readonly environment?: Record<string, string>;
  /** With the rooms that handle them. */
  readonly runsServerJobs?: boolean;
}): Promise<TestApp> {
  const { environment = {} } = options;
  const config = parseConfig({
    ...earsOf(environment),
    DATABASE_URL: options.url,
    // Tests hold up the loop that they share with the server.
    MAX_LOOP_DELAY_MS: '0',
    ...environment,
  });
  const root = {
    module: class TestModule {},
    imports: [
      ConfigModule.forRoot(config),
      DatabaseModule.forRoot({ url: options.url, poolSize: 5 }),
      JobsModule.forRoot({
        runsHere: config.database.JOBS_INLINE,
        runsServerJobs: options.runsServerJobs ?? false,
      }),
      AuthModule,
      ...options.rooms,
      ...(options.runsServerJobs === true ? HANDLING : []),
    ],
  };
  const app = await NestFactory.create(root, { logger: false, abortOnError: false });
  app.useGlobalFilters(new ProblemFilter(app.getHttpAdapter()));
  await app.listen(0, '127.0.0.1');
  await app.get(JobsModule).startTaking();
  const server = app.getHttpServer() as { address(): AddressInfo };
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    app,
    text: async (method, path) => {
      const response = await fetch(`${origin}${path}`, { method });
      const { status, headers } = response;
      return { status, headers, body: await response.text() };
    },
    request: async (method, path, body) => {
      const response = await fetch(`${origin}${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const text = await response.text();
      const { status, headers } = response;
      return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
    },
  };
}
