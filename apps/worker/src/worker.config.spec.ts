import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parseWorkerConfig } from './worker.config';

const DATABASE_URL = 'postgres://vox:secret@db:5432/vox';

const problemsOf = (environment: Record<string, string>): string[] => {
  try {
    parseWorkerConfig(environment);
  } catch (error) {
    return (error as { problems: string[] }).problems;
  }
  return [];
};

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

  it.each([
    ['DATABASE_POOL_SIZE', '0x10', 'must be a whole number from 1 to 200, not "0x10"'],
    ['DATABASE_POOL_SIZE', ' ', 'must be a whole number from 1 to 200, not " "'],
    ['WORKER_CONCURRENCY', '1e1', 'must be a whole number from 1 to 100, not "1e1"'],
    ['WORKER_CONCURRENCY', '101', 'must be a whole number from 1 to 100, not "101"'],
    ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, not "loud"'],
    ['REDIS_URL', 'redis', 'must be a URL that starts with redis:// or rediss://'],
    ['DATABASE_URL', 'x', 'must be a URL that starts with postgres:// or postgresql://'],
  ])("refuses %s=%j in the server's words", (name, value, message) => {
    expect(problemsOf({ DATABASE_URL, [name]: value })).toEqual([`${name}: ${message}`]);
  });

  it('takes all that compose hands it: every variable of .env.example', () => {
    const example = readFileSync(path.join(__dirname, '../../../.env.example'), 'utf8');
    const shown = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.*)$/gmu)];
    const environment = Object.fromEntries(shown.map(([, name, value]) => [name, value ?? '']));
    expect(shown.length).toBeGreaterThan(100);
    const containers = { DATABASE_URL, REDIS_URL: 'redis://redis:6379', HOST: '0.0.0.0' };
    expect(problemsOf({ ...environment, ...containers })).toEqual([]);
  });
});
