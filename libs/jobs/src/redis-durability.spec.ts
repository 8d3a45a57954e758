import { Logger } from '@nestjs/common';

import { adviseOnRedis, redisAdvice } from './redis-durability';

const info = (aof: string, policy: string) =>
  `# Memory\r\nmaxmemory:0\r\nmaxmemory_policy:${policy}\r\n\r\n# Persistence\r\nloading:0\r\naof_enabled:${aof}\r\n`;

describe(redisAdvice, () => {
  it('has nothing to say of a Redis that keeps jobs', () => {
    expect(redisAdvice(info('1', 'noeviction'))).toEqual([]);
  });

  it('names the setting under which a killed Redis loses jobs', () => {
    expect(redisAdvice(info('0', 'noeviction'))).toEqual([
      expect.stringContaining('--appendonly yes'),
    ]);
  });

  it.each(['allkeys-lru', 'volatile-ttl'])(
    'names the policy under which a full one drops them: %s',
    (policy) => {
      expect(redisAdvice(info('1', policy))).toEqual([
        expect.stringMatching(`is ${policy}.*--maxmemory-policy noeviction`),
      ]);
    },
  );

  it('says nothing of a Redis that does not tell', () => {
    expect(redisAdvice('')).toEqual([]);
  });
});

describe(adviseOnRedis, () => {
  it('goes on when Redis cannot be asked', async () => {
    Logger.overrideLogger(false);
    await expect(adviseOnRedis('redis://127.0.0.1:9')).resolves.toBeUndefined();
  });
});
