import { randomUUID } from 'node:crypto';

import { DEFAULT_AGENT } from '@vox/database';
import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { UsageModule } from '../../src/usage';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

const at = (day: number, hour = 12) => Date.UTC(2026, 2, day, hour);

describe('/api/usage', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [UsageModule] });
    const handler = server.app.get(RecordTurnHandler);
    const ann = {
      id: randomUUID(),
      userId: 'ann',
      channel: 'webrtc',
      agentId: DEFAULT_AGENT.id,
    } as const;
    const ben = { id: randomUUID(), userId: 'ben', channel: 'webrtc' } as const;
    const turns = [
      makeTurn({ session: ann, startedAtMs: at(1), endedAtMs: at(1) + 2350 }),
      makeTurn({
        session: ann,
        startedAtMs: at(1, 23),
        endedAtMs: at(1, 23) + 2350,
        latency: { endOfUtteranceDelayMs: 800, ttftMs: 120, voiceToVoiceMs: 1150 },
      }),
      makeTurn({
        session: ben,
        startedAtMs: at(2),
        endedAtMs: at(2) + 5000,
        latency: {},
        providers: {},
      }),
    ];
    for (const turn of turns) await handler.handle(turn);
    await server.app
      .get(DataSource)
      .query(
        `update turns set prompt_tokens = 100, completion_tokens = 20, cost_usd = 0.00000025 where id = $1`,
        [turns[0]?.turnId],
      );
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const ask = async (query: string) => {
    const { status, body } = await server.request('GET', `/api/usage?${query}`);
    expect(status).toBe(200);
    return body;
  };

  // Heard for 2350 + 600 - 950 ms, and 2350 + 800 - 1150 ms.
  const ANN = {
    turns: 2,
    speaking_s: 4,
    prompt_tokens: 100,
    completion_tokens: 20,
    cost_usd: 0.000_000_25,
    unknown: { speaking: 0, tokens: 1, cost: 1 },
  };
  const BEN = {
    turns: 1,
    speaking_s: null,
    prompt_tokens: null,
    completion_tokens: null,
    cost_usd: null,
    unknown: { speaking: 1, tokens: 1, cost: 1 },
  };

  it.each([
    ['day', '2026-03-01', '2026-03-02'],
    ['user', 'ann', 'ben'],
  ])(
    'sums by %s what is known, and says of how many turns it is not',
    async (group, one, other) => {
      expect(await ask(`group=${group}&from=2026-03-01&to=2026-03-02`)).toEqual([
        { key: one, ...ANN },
        { key: other, ...BEN },
      ]);
    },
  );

  it.each([
    ['agent', DEFAULT_AGENT.id],
    ['provider', 'demo'],
  ])('sums by %s, also where there is none', async (group, key) => {
    expect(await ask(`group=${group}&from=2026-03-01&to=2026-03-02`)).toEqual([
      { key: null, ...BEN },
      { key, ...ANN },
    ]);
  });

  it('keeps to the days, and goes on after a key', async () => {
    expect(await ask('from=2026-03-02&to=2026-03-02')).toMatchObject([{ key: '2026-03-02' }]);
    expect(await ask('from=2026-02-01&to=2026-02-28')).toEqual([]);
    const days = 'from=2026-03-01&to=2026-03-02&limit=1';
    expect(await ask(days)).toMatchObject([{ key: '2026-03-01' }]);
    expect(await ask(`${days}&after=2026-03-01`)).toMatchObject([{ key: '2026-03-02' }]);
  });

  it('gives median and 95th percentile of each stage by day, and null for stages that none reached', async () => {
    const { status, body } = await server.request(
      'GET',
      '/api/usage/latency?from=2026-03-01&to=2026-03-02',
    );
    expect(status).toBe(200);
    expect(body).toEqual([
      {
        day: '2026-03-01',
        hour: null,
        turns: 2,
        sessions: 1,
        interrupted: 0,
        failed: 0,
        fallbacks: 0,
        // Of 600 and 800: halfway, and 95 % of the way.
        end_of_utterance_delay_ms: { p50: 700, p95: 790 },
        transcript_final_ms: null,
        ttft_ms: { p50: 120, p95: 120 },
        ttfb_ms: null,
        voice_to_voice_ms: { p50: 1050, p95: 1140 },
      },
      {
        day: '2026-03-02',
        hour: null,
        turns: 1,
        sessions: 1,
        interrupted: 0,
        failed: 0,
        fallbacks: 0,
        end_of_utterance_delay_ms: null,
        transcript_final_ms: null,
        ttft_ms: null,
        ttfb_ms: null,
        voice_to_voice_ms: null,
      },
    ]);
  });

  it('tells of each hour how its turns ended, and names the day where there are too many', async () => {
    const handler = server.app.get(RecordTurnHandler);
    const session = { id: randomUUID(), userId: 'cleo', channel: 'webrtc' } as const;
    const ends = [
      {
        outcome: 'interrupted',
        providers: { llm: 'local', fallbackReason: 'openrouter: timeout' },
      },
      { outcome: 'failed', latency: {} },
    ] as const;
    for (const end of ends) {
      await handler.handle(
        makeTurn({ session, startedAtMs: at(5, 7), endedAtMs: at(5, 7), ...end }),
      );
    }
    await handler.handle(makeTurn({ session, startedAtMs: at(5, 8), endedAtMs: at(5, 8) }));
    const asked = (query: string) => server.request('GET', `/api/usage/latency?step=hour&${query}`);
    expect((await asked('from=2026-03-04&to=2026-03-06')).body).toMatchObject([
      {
        day: '2026-03-05',
        hour: 7,
        turns: 2,
        sessions: 1,
        interrupted: 1,
        failed: 1,
        fallbacks: 1,
      },
      {
        day: '2026-03-05',
        hour: 8,
        turns: 1,
        sessions: 1,
        interrupted: 0,
        failed: 0,
        fallbacks: 0,
      },
    ]);
    const { status, body } = await asked('from=2026-02-01&to=2026-03-06');
    expect([status, body]).toMatchObject([400, { field: 'from' }]);
  });

  it('names the day that is wrong', async () => {
    const { status, body } = await server.request(
      'GET',
      '/api/usage/latency?from=2026-03-02&to=2026-03-01',
    );
    expect([status, body]).toMatchObject([400, { field: 'from' }]);
  });
});
