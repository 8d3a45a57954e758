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

  it('takes anything else for neither', () => {
    for (const other of [undefined, 'text', new Error('bug'), withCode('42P01')]) {
      expect(isDatabaseUnavailable(other) || isPermanentDatabaseError(other)).toBe(false);
    }
  });
});
