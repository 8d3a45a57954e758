import type { AddressInfo } from 'node:net';

import { JobQueue, recordTurnJobId } from '@vox/jobs';

import { AuthModule } from '../../src/auth';
import { JobsApiModule } from '../../src/jobs';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

const KEY = 'a key of sixteen or more';
/** More than the other tests ask while they wait. */
const REQUESTS = 1000;
const BASIC = `Basic ${Buffer.from(`anybody:${KEY}`).toString('base64')}`;

type Board = {
  readonly queues: readonly {
    readonly name: string;
    readonly counts: { readonly failed: number };
    readonly jobs: readonly { readonly id: string; readonly data: unknown }[];
  }[];
};

describe('/api/jobs/board', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [AuthModule, JobsApiModule],
      environment: { VOXBRIDGE_API_KEY: KEY, REQUESTS_PER_MINUTE: String(REQUESTS) },
    });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const url = (path: string) => {
    const { port } = (server.app.getHttpServer() as { address(): AddressInfo }).address();
    return `http://127.0.0.1:${port}/api${path}`;
  };
  const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
    fetch(url(`/jobs/board${path}`), { method, headers });
  const board = async (): Promise<Board> => {
    const path = '/api/queues?activeQueue=conversation&status=failed&page=1&jobsPerPage=10';
    return (await (await ask(path, { authorization: BASIC })).json()) as Board;
  };

  const recorded = async (): Promise<string> => {
    return (await fetch(url('/audit'), { headers: { 'x-api-key': KEY } })).text();
  };

  it('asks browsers for the key, as a password', async () => {
    const stranger = await ask('/', {});
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('www-authenticate')).toMatch(/^Basic realm=/u);
    const wrong = `Basic ${Buffer.from('anybody:guessed').toString('base64')}`;
    expect((await ask('/api/queues', { authorization: wrong })).status).toBe(401);
    expect((await ask('/', { 'x-api-key': KEY })).status).toBe(200);
    const foreign = { authorization: BASIC, origin: 'https://elsewhere.example' };
    expect((await ask('/', foreign)).status).toBe(403);
  });

  it('is a page of scripts of its own, as the content policy wants it', async () => {
    const page = await (await ask('/', { authorization: BASIC })).text();
    const scripts = [...page.matchAll(/<script (?<attributes>[^>]*)>/gu)];
    expect(scripts.length).toBeGreaterThan(1);
    for (const { groups } of scripts) {
      expect(groups?.['attributes']).toMatch(/type="application\/json"|src="static\//u);
    }
    const [, script = ''] = /src="(?<script>static\/[^"]+)"/u.exec(page) ?? [];
    const loaded = await ask(`/${script}`, { authorization: BASIC });
    expect(loaded.headers.get('content-type')).toMatch(/javascript/u);
  });

  it('shows a failed job without its words, and tries it again', async () => {
    // More than its column holds.
    const turn = makeTurn({ latency: { ttftMs: 1e12 }, userText: 'PLUMTREE' });
    const id = recordTurnJobId(turn.turnId);
    await server.app.get(JobQueue).add('conversation.record-turn', turn, { jobId: id });
    const { queues } = await eventually(board, (shown) =>
      shown.queues.some(({ counts }) => counts.failed === 1),
    );
    expect(queues.map(({ name }) => name)).toEqual(['conversation', 'background', 'webhooks']);
    const [{ jobs } = { jobs: [] }] = queues;
    expect(jobs).toMatchObject([{ id, data: { turnId: turn.turnId } }]);
    expect(JSON.stringify(queues)).not.toContain('PLUMTREE');
    const path = `/api/queues/conversation/${id}/retry`;
    expect((await ask(path, { authorization: BASIC }, 'PUT')).status).toBe(204);
    // Looking at it all is none.
    const body = await eventually(recorded, (text) => text.includes('changeJobs'));
    expect(JSON.parse(body)).toMatchObject([
      { action: 'changeJobs', target_type: 'Jobs', target_id: path },
    ]);
    expect(JSON.parse(body)).toMatchObject([{ details: { status: 204, by: 'board' } }]);
  });

  it('is limited as the routes are, whoever asks', async () => {
    const statuses: number[] = [];
    while (!statuses.includes(429) && statuses.length < 4 * REQUESTS) {
      const answers = Array.from({ length: 50 }, () => ask('/', {}));
      for (const { status } of await Promise.all(answers)) statuses.push(status);
    }
    expect(statuses).toContain(429);
  });
});
