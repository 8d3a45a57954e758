import { rename, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { DatabaseModule } from '@vox/database';
import { JobQueue, JobsModule, recordTurnJobId } from '@vox/jobs';
import { OpenAiChatStandIn } from '@vox/stand-ins';

import { AppModule } from '../../src/app.module';
import { parseConfig } from '../../src/config';
import { journalFolder } from '../../src/persistence/journal-folder';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { VoiceService } from '../../src/voice';
import { childrenOf } from '../support/child-pids';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

const MODELS_DIR = modelsDirectory(parseConfig(process.env).stt);

type Part = { status: string; detail?: string } & Record<string, unknown>;
type Ready = { code: number; status: string; details: Record<string, Part> };

describe('/health/ready', () => {
  let database: TestDatabase;
  let model: OpenAiChatStandIn;
  let app: INestApplication;
  let url: string;
  let journal: string;

  beforeAll(async () => {
    model = await OpenAiChatStandIn.start({ reply: () => 'Yes.' });
    database = await startTestDatabase();
    const config = parseConfig({
      MODELS_DIR,
      STT_MODEL: 'tiny',
      DATA_DIR: database.dataDir,
      DATABASE_URL: database.url,
      WEBRTC_PORT: String(await freePort()),
      JOBS_INLINE: 'false',
      LOCAL_LLM_BASE_URL: model.url,
      LOCAL_LLM_MODEL: 'any',
      LLM_HEALTH_INTERVAL_SECONDS: '1',
    });
    journal = await journalFolder(config.database);
    app = await NestFactory.create(AppModule.forRoot(config, database.url), {
      logger: false,
      abortOnError: false,
    });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    url = `http://127.0.0.1:${port}`;
  });

  afterAll(async () => {
    await app.close();
    await database.stop();
    await model.close();
  });

  const ready = async (): Promise<Ready> => {
    const response = await fetch(`${url}/health/ready`);
    return { code: response.status, ...((await response.json()) as Omit<Ready, 'code'>) };
  };
  const readyWhen = (part: string, status: string) =>
    eventually(ready, ({ details }) => details[part]?.status === status);
  const startWorker = async () => {
    const context = await NestFactory.createApplicationContext(
      {
        module: class WorkerModule {},
        imports: [
          DatabaseModule.forRoot({ url: database.url, poolSize: 2 }),
          JobsModule.forRoot({ runsHere: true }),
        ],
      },
      { logger: false, abortOnError: false },
    );
    await context.get(JobsModule).startTaking();
    return context;
  };

  it('says that nothing is stored while no worker takes jobs', async () => {
    const without = await ready();
    expect(without).toMatchObject({ code: 200, status: 'degraded' });
    expect(without.details['queue']).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('no worker') as unknown,
    });
    const worker = await startWorker();
    const withOne = await readyWhen('queue', 'up');
    expect(withOne).toMatchObject({ code: 200, status: 'ok' });
    await worker.close();
    await readyWhen('queue', 'degraded');
  });

  it('says that jobs failed for good', async () => {
    const worker = await startWorker();
    const queue = app.get(JobQueue);
    const turn = makeTurn();
    // No int4 holds it.
    const refused = makeTurn({ latency: { voiceToVoiceMs: 1e12 } });
    for (const each of [turn, refused]) {
      await queue.add('conversation.record-turn', each, { jobId: recordTurnJobId(each.turnId) });
      await eventually(
        () => queue.outcome('conversation.record-turn', recordTurnJobId(each.turnId)),
        ({ state }) => state !== 'waiting',
      );
    }
    const { details } = await readyWhen('queue', 'degraded');
    expect(details['queue']?.detail).toContain('1 job failed for good');
    await queue.discard('conversation.record-turn', recordTurnJobId(refused.turnId));
    await readyWhen('queue', 'up');
    await worker.close();
  });

  it('is not ready while the server of the only model is gone, though nobody has talked', async () => {
    await readyWhen('llm', 'up');
    await model.kill();
    const { code, details } = await readyWhen('llm', 'down');
    expect(code).toBe(503);
    expect(details['llm']).toMatchObject({ detail: 'local: does not answer (connectivity)' });
    await model.restart();
    await readyWhen('llm', 'up');
  });

  it('is not ready while the journal cannot be written', async () => {
    await readyWhen('journal', 'up');
    await rename(journal, `${journal}-away`);
    await writeFile(journal, 'no folder');
    const { code, details } = await readyWhen('journal', 'down');
    expect(code).toBe(503);
    expect(details['journal']?.detail).toContain('ENOTDIR');
    await rename(journal, `${journal}-file`);
    await rename(`${journal}-away`, journal);
    await readyWhen('journal', 'up');
  });

  it('tells of turns that are set aside in the journal', async () => {
    await writeFile(path.join(journal, '000000000000001-x.json.abc.unreadable'), '{');
    const { code, details } = await readyWhen('journal', 'degraded');
    expect(code).toBe(200);
    expect(details['journal']).toMatchObject({ set_aside: 1 });
  });

  it('is not ready while the database is frozen, and says so before it thaws', async () => {
    process.kill(database.postgres.pid, 'SIGSTOP');
    const pids = await childrenOf(database.postgres.pid);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const { code, details } = await ready();
    for (const pid of [...pids, database.postgres.pid]) process.kill(pid, 'SIGCONT');
    expect(code).toBe(503);
    expect(details).toMatchObject({ database: { status: 'down' }, queue: { status: 'down' } });
    await readyWhen('database', 'up');
  });

  it('asks for no completion, and names no address', async () => {
    const text = JSON.stringify(await ready());
    expect(model.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(text).not.toContain('127.0.0.1');
  });

  // The last of all: nothing takes it back.
  it('is not ready from the signal to stop on, while running answers end, and lives', async () => {
    await app.get(VoiceService).drain(0);
    const { code, status, details } = await ready();
    expect([code, status]).toEqual([503, 'shutting_down']);
    expect(details).toMatchObject({ database: { status: 'up' } });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});
