import { parseWorkerConfig } from './worker.config';

const DATABASE_URL = 'postgres://vox:secret@db:5432/vox';

describe('parseWorkerConfig', () => {
  it('takes an empty variable as absent', () => {
    const config = parseWorkerConfig({ DATABASE_URL, REDIS_URL: '', DATABASE_POOL_SIZE: '' });
    expect(config).toMatchObject({ DATABASE_URL, DATABASE_POOL_SIZE: 10 });
    expect(config.REDIS_URL).toBeUndefined();
  });

  it('names every bad variable at once, and no value', () => {
    const bad = { DATABASE_URL: 'mysql://secret@db', WORKER_CONCURRENCY: '0' };
    expect(() => parseWorkerConfig(bad)).toThrow(/DATABASE_URL: must[^]*WORKER_CONCURRENCY: /);
    expect(() => parseWorkerConfig(bad)).not.toThrow(/secret/);
    expect(() => parseWorkerConfig({})).toThrow(/DATABASE_URL: is required/);
  });
});
