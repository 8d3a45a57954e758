import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { JobQueue, type RecordTurn, recordTurnJobId } from '@vox/jobs';
import type { Speaker } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { toTurnPayload } from '../../src/persistence/turn-payload';
import { eventually } from '../support/eventually';
import { SessionBench } from '../support/session-bench';
import { placesOf } from './support/held-places';
import { silenceLogs } from './support/quiet-logger';
import { makeTurn } from './support/turns';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

const ANN: Speaker = { id: '712345678901234567', name: 'Ann' };
const DORA: Speaker = { id: '912345678901234567', name: 'Dora' };
const BOB: Speaker = { id: '812345678901234567', name: 'Bob' };

describe('who is erased of several people that share a session', () => {
  let whole: WholeApp;
  let database: DataSource;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'vox-erasure-shared-'));
    whole = await WholeApp.start({ DATA_DIR: dataDir });
    database = whole.app.get(DataSource);
  });
  afterAll(async () => {
    await whole.stop();
    await rm(dataDir, { recursive: true });
  });

  async function store(turns: readonly RecordTurn[]): Promise<void> {
    const queue = whole.app.get(JobQueue);
    for (const turn of turns) {
      const jobId = recordTurnJobId(turn.turnId);
      await queue.add('conversation.record-turn', turn, { jobId });
    }
    const ids = turns.map(({ turnId }) => turnId);
    await eventually(
      () => database.query<Json[]>('select 1 from turns where id = any($1)', [ids]),
      (rows) => rows.length === ids.length,
    );
  }
  async function erase({ id: userId }: Speaker): Promise<void> {
    const made = await whole.post('/api/erasures', { user_ids: [`discord:${userId}`] });
    const { id } = (await made.json()) as Json;
    await eventually(
      async () => (await (await whole.ask(`/api/erasures/${String(id)}`)).json()) as Json,
      ({ state }) => state === 'done',
    );
  }
  const places = (word: string) =>
    placesOf([word], { database, dataDir, queue: whole.app.get(JobQueue) });
  const heard = async (sessionId: string) => {
    const rows = await database.query<{ content: string }[]>(
      'select content from messages where session_id = $1 order by sequence',
      [sessionId],
    );
    return rows.map(({ content }) => content);
  };

  it('is in no turn that told of what they had asked for, on its own or with an answer to others', async () => {
    const bench = new SessionBench({
      group: { answers: 'always', addressedAs: ['Vox'], bargeInBy: 'anyone' },
      hears: ['find FIGTREE', 'find ASHTREE', 'hello', 'thank you'],
      tools: { find: { takesMs: 9000, gives: ({ callId }) => ({ content: `${callId} found` }) } },
      replies: [
        { calls: [{ name: 'find', id: 'FIGTREE', arguments: { what: 'FIGTREE' } }] },
        'It takes a while.',
        'The FIGTREE is found.',
        { calls: [{ name: 'find', id: 'ASHTREE', arguments: { what: 'ASHTREE' } }] },
        'That takes a while.',
        'The ASHTREE is found.',
        'Hello.',
      ],
    });
    for (const [who, ms] of [
      [ANN, 20_000],
      [BOB, 20_000],
      [BOB, 4000],
    ] as const) {
      await bench.speak(800, who);
      await bench.quiet(ms);
    }
    await bench.end();
    expect([...bench.errors, ...bench.failures]).toEqual([]);
    const sessionId = randomUUID();
    const agent = await bench.conversations.getAgentConfig();
    const info = { sessionId, userId: 'discord-channel:9', channel: 'discord', agent } as const;
    const now = Date.now();
    await store(
      bench.turns.map((turn, index) => {
        const { agentId: _none, ...session } = toTurnPayload(info, turn).session;
        const at = { startedAtMs: now - 60_000 + index * 1000, endedAtMs: now - 1000 };
        return { ...toTurnPayload(info, turn), ...at, session };
      }),
    );
    expect(await heard(sessionId)).toContain('The FIGTREE is found.');

    await erase(ANN);
    expect(await places('FIGTREE')).toEqual([]);
    expect(await heard(sessionId)).toEqual([
      'Bob: find ASHTREE',
      'That takes a while.',
      'The ASHTREE is found.',
      'Bob: hello',
      'Hello.',
    ]);
  });

  it('is in no title, summary or fact that was made of their words; others’ stay', async () => {
    const turnOf = (id: string, speakerIds: string[]) =>
      makeTurn({ session: { id, userId: 'discord-channel:9', channel: 'discord' }, speakerIds });
    const [shared, other] = [randomUUID(), randomUUID()];
    const hers = turnOf(shared, [DORA.id]);
    const his = [turnOf(shared, [BOB.id]), turnOf(other, [BOB.id])];
    const now = Date.now();
    const at = { startedAtMs: now - 2000, endedAtMs: now - 1000 };
    await store([hers, ...his].map((turn) => ({ ...turn, ...at })));
    const user = (await (await whole.post('/api/users', { display_name: 'Cy' })).json()) as Json;
    const remember = `insert into memories (user_id, person, fact, origin, session_id, turn_id) values ($1, 'cy', $2, 'agent', $3, $4)`;
    for (const [id, word] of [
      [shared, 'ELMTREE'],
      [other, 'OAKTREE'],
    ] as const) {
      await database.query('update sessions set title = $2 where id = $1', [id, word]);
      await database.query(
        'insert into session_summaries (session_id, content, last_turn_id) values ($1, $2, gen_random_uuid())',
        [id, word],
      );
    }
    await database.query(remember, [user['id'], 'ELMTREE', shared, hers.turnId]);
    await database.query(remember, [user['id'], 'OAKTREE', shared, his[0]?.turnId]);
    const kept = await places('OAKTREE');
    expect(await places('ELMTREE')).toEqual(kept);

    await erase(DORA);
    expect(await places('ELMTREE')).toEqual([]);
    expect(await places('OAKTREE')).toEqual(kept);
  });
});
