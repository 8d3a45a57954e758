import { randomUUID } from 'node:crypto';

import { ProviderUseEntity } from '@vox/database';

import { StoredSpending } from '../../src/cost/stored-spending';
import { databaseInZone } from './support/database-in-zone';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';

silenceLogs();

const DAY = '2026-03-08';

/** Of the days around it by the moment, each with another amount: those of the day itself are 20 and 400. */
const USED = [
  ['2026-03-07T23:30:00Z', 1],
  ['2026-03-08T00:30:00Z', 20],
  ['2026-03-08T23:30:00Z', 400],
  ['2026-03-09T00:30:00Z', 8000],
] as const;

describe('what was spent on a day (UTC)', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  it.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Asia/Kolkata'])(
    'is the same in a database whose time zone is %s',
    async (zone) => {
      const there = await databaseInZone(zone, database.url);
      try {
        const uses = there.getRepository(ProviderUseEntity);
        await uses.clear();
        for (const [usedAt, promptTokens] of USED) {
          await uses.insert({
            id: randomUUID(),
            usedAt: new Date(usedAt),
            kind: 'llm',
            provider: 'x',
            purpose: 'answer',
            promptTokens,
            isEstimated: false,
            serverId: randomUUID(),
          });
        }
        const spending = new StoredSpending(uses, randomUUID());
        const account = { scope: 'day', key: DAY, payer: {}, day: DAY } as const;
        expect(await spending.of(account)).toEqual({ usd: 0, tokens: 420, minutes: 0 });
      } finally {
        await there.destroy();
      }
    },
  );
});
