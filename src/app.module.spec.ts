import { DatabaseModule } from '@vox/database';
import { JobsModule } from '@vox/jobs';

import { AppModule } from './app.module';
import { CompatibilityModule } from './compatibility';
import { parseConfig } from './config';

it.each([
  ['DATABASE_POOL_SIZE', '7', { poolSize: 7 }],
  ['REDIS_URL', 'redis://redis:6379', { redisUrl: 'redis://redis:6379' }],
  ['JOBS_INLINE', 'false', { runsHere: false }],
])('database and queue are given %s=%s', (variable, value, expected) => {
  const database = jest.spyOn(DatabaseModule, 'forRoot');
  const jobs = jest.spyOn(JobsModule, 'forRoot');
  const given = (environment: Record<string, string>) => {
    AppModule.forRoot(parseConfig(environment), 'postgresql://db/vox');
    return { ...database.mock.lastCall?.[0], ...jobs.mock.lastCall?.[0] };
  };
  expect(given({})).not.toMatchObject(expected);
  expect(given({ [variable]: value })).toMatchObject(expected);
});

it.each([
  [{}, true],
  [{ LEGACY_API: 'false' }, false],
])('under %j the paths of VoxBridge 1 are answered, too: %s', (environment, isAnswered) => {
  const { imports } = AppModule.forRoot(parseConfig(environment), 'postgresql://db/vox');
  expect(imports?.includes(CompatibilityModule)).toBe(isAnswered);
});
