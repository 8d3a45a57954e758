import { DecryptionWatch } from './decryption-watch';

describe('DecryptionWatch', () => {
  let watch: DecryptionWatch;

  beforeEach(() => (watch = new DecryptionWatch()));

  /** One packet of `userId` fails every 20 ms; the remedies that are not `none`, with their times. */
  function fail(userId: string, fromMs: number, untilMs: number): string[] {
    const remedies: string[] = [];
    for (let atMs = fromMs; atMs < untilMs; atMs += 20) {
      const remedy = watch.failed(userId, atMs);
      if (remedy !== 'none') remedies.push(`${remedy}@${atMs}`);
    }
    return remedies;
  }

  it('reinitialises at the fifth failure in a row and reconnects when that has not helped in 3 s', () => {
    expect(fail('alice', 0, 7_000)).toEqual(['reinitialise@80', 'reconnect@3080']);
  });

  it('bears single failures', () => {
    for (let atMs = 0; atMs < 10_000; atMs += 100) {
      expect(fail('alice', atMs, atMs + 80)).toEqual([]);
      watch.succeeded('alice');
    }
  });

  it('sees one person fail among others who are heard', () => {
    const remedies: string[] = [];
    for (let atMs = 0; atMs < 200; atMs += 20) {
      watch.succeeded('bob');
      remedies.push(watch.failed('alice', atMs));
    }
    expect(remedies).toContain('reinitialise');
  });

  it('does not reconnect once the person is heard again', () => {
    fail('alice', 0, 500);
    watch.succeeded('alice');
    expect(fail('alice', 4000, 4060)).toEqual([]);
    expect(fail('alice', 20_000, 20_200)).toEqual(['reinitialise@20080']);
  });

  it('reconnects again when that has not helped, after pauses that grow to a minute', () => {
    const remedies = fail('mallory', 0, 300_000);
    const atMs = remedies
      .filter((remedy) => remedy.startsWith('reconnect'))
      .map((remedy) => Number(remedy.slice('reconnect@'.length)));
    const pausesS = atMs
      .slice(1)
      .map((time, index) => Math.round((time - (atMs[index] ?? 0)) / 1000));
    expect(pausesS).toEqual([7, 11, 19, 35, 67, 67, 67]);
  });

  it('is quick again once who could not be heard was heard', () => {
    fail('alice', 0, 3100);
    watch.succeeded('bob');
    watch.succeeded('alice');
    expect(fail('alice', 10_000, 20_000)).toEqual([
      'reinitialise@10080',
      'reconnect@13080',
      'reinitialise@17080',
    ]);
  });

  it('stops caring about who left', () => {
    fail('alice', 0, 500);
    watch.left('alice');
    expect(fail('bob', 4000, 4100)).toEqual(['reinitialise@4080']);
  });
});
