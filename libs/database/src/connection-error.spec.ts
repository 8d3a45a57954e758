import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { Client, Pool } from 'pg';

import { isDatabaseUnavailable, isPermanentDatabaseError } from './connection-error';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('database errors', () => {
  it.each(['ECONNREFUSED', '57P01', '57P03', '08006', '53300'])('%s may pass', (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(true);
    expect(isPermanentDatabaseError(withCode(code))).toBe(false);
  });

  it.each(['23505', '22P02'])('%s will be the same the next time', (code) => {
    expect(isPermanentDatabaseError(withCode(code))).toBe(true);
    expect(isDatabaseUnavailable(withCode(code))).toBe(false);
  });

  it('knows a lost connection that has no code', () => {
    expect(isDatabaseUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
  });

  it('knows a server that takes the connection and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const options = { host: '127.0.0.1', port, connectionTimeoutMillis: 20 };
    for (const way of [new Client(options), new Pool(options)]) {
      const error: unknown = await way.connect().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(isDatabaseUnavailable(error)).toBe(true);
    }
    silent.close();
  });

  it('takes anything else for neither', () => {
    for (const other of [undefined, 'text', new Error('bug'), withCode('42P01')]) {
      expect(isDatabaseUnavailable(other) || isPermanentDatabaseError(other)).toBe(false);
    }
  });
});
