import { readFileSync } from 'node:fs';
import path from 'node:path';

import { createDataSource, runMigrations } from '@vox/database';
import { DataSource } from 'typeorm';

import { InitialSchema1763800000000 } from '../../libs/database/src/migrations/1763800000000-initial-schema';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

const STORED = readFileSync(path.join(__dirname, '../fixtures/database/first-release.sql'), 'utf8');

const TABLES = ['agents', 'sessions', 'messages'];

describe('what the first release has stored', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  type Row = Record<string, unknown>;
  const rows = (question: string) => dataSource.query<Row[]>(question);
  const everything = async (): Promise<Record<string, Row[]>> =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(async (table) => [table, await rows(`select * from ${table} order by id`)]),
      ),
    ) as Record<string, Row[]>;
  const downToTheFirst = async (): Promise<void> => {
    for (const _migration of dataSource.migrations.slice(1)) await dataSource.undoLastMigration();
  };

  beforeAll(async () => {
    database = await startTestDatabase({ isEmpty: true });
    dataSource = await createDataSource(database.url, 2).initialize();
    const first = new DataSource({
      ...dataSource.options,
      migrations: [InitialSchema1763800000000],
    });
    await first.initialize();
    await first.runMigrations();
    await first.query(STORED);
    await first.destroy();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.stop();
  });

  it('comes through all migrations up, down to the first, and up again', async () => {
    const before = await everything();
    await runMigrations(dataSource);
    const migrated = {
      ...(await everything()),
      turns: await rows('select * from turns order by id'),
    };
    for (const table of TABLES) {
      expect(migrated[table as keyof typeof migrated]).toHaveLength(before[table]?.length ?? 0);
    }
    await downToTheFirst();
    const again = await everything();
    const oddlySpaced = before['messages']?.find(({ content }) => String(content).includes('  '));
    oddlySpaced!['content'] = "It is I'm sorry, I lost my train of thought.";
    expect(again).toEqual(before);
    await runMigrations(dataSource);
    expect({
      ...(await everything()),
      turns: await rows('select * from turns order by id'),
    }).toEqual(migrated);
  });

  it('has a turn for each that was said, with all that its messages tell', async () => {
    await runMigrations(dataSource);
    const turns = await rows('select * from turns order by started_at');
    expect(turns).toHaveLength(8);
    expect(turns.slice(0, 4)).toMatchObject([
      { state: 'completed', heard_text: 'Hello!', stt_provider: null, tts_provider: 'flite' },
      {
        id: '33333333-3333-4333-8333-333333333332',
        session_id: '22222222-2222-4222-8222-222222222221',
        state: 'completed',
        started_at: new Date('2026-01-04T10:01:00Z'),
        ended_at: new Date('2026-01-04T10:01:03Z'),
        end_of_utterance_delay_ms: 600,
        transcript_final_ms: 40,
        ttft_ms: 200,
        ttfb_ms: 90,
        voice_to_voice_ms: 950,
        stt_provider: 'moonshine',
        llm_provider: 'openrouter',
        tts_provider: 'flite',
        heard_text: 'Two teas it is.',
        fallback_reason: null,
        prompt_tokens: null,
        completion_tokens: null,
        cost_usd: null,
      },
      { state: 'interrupted', heard_text: 'That will', voice_to_voice_ms: 800 },
      { state: 'failed', heard_text: null, ended_at: new Date('2026-01-05T10:00:00Z') },
    ]);
  });

  it('asks the providers that each agent named, and knows that again without the newest schema', async () => {
    await runMigrations(dataSource);
    const asked = () =>
      rows('select position, provider_id, environment_provider, model from agent_llm_providers');
    const step = { position: 0, provider_id: null, environment_provider: 'openrouter', model: 'm' };
    expect(await asked()).toEqual([step]);
    await downToTheFirst();
    expect(await rows("select llm_steps from agents where name = 'Clerk'")).toEqual([
      { llm_steps: [{ provider: 'openrouter', model: 'm' }] },
    ]);
    await runMigrations(dataSource);
    expect(await asked()).toEqual([step]);
  });

  it("has what excused a failure apart from the model's words", async () => {
    await runMigrations(dataSource);
    expect(
      await rows(
        `select content, apology from messages
         where session_id = '22222222-2222-4222-8222-222222222222' and role = 'assistant' order by sequence`,
      ),
    ).toEqual([
      { content: '', apology: "I'm sorry, I can't answer right now. Please try again." },
      { content: 'It is', apology: "I'm sorry, I lost my train of thought." },
      { content: "I'm sorry, I lost my train of thought.", apology: null },
      { content: 'It is the', apology: null },
    ]);
  });
});
