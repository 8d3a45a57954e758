import { VirtualClock } from '@vox/testing';

import { DatabaseGate, DatabaseUnavailableError } from './database-gate';

describe(DatabaseGate, () => {
  const setUp = () => {
    const clock = new VirtualClock();
    const gate = new DatabaseGate(clock);
    const asked: string[] = [];
    const ask = (kind: 'agents' | 'sessions', answer: Promise<string>, patienceMs?: number) =>
      gate
        .run(
          kind,
          () => {
            asked.push(kind);
            return answer;
          },
          patienceMs,
        )
        .catch((error: unknown) => {
          if (error instanceof DatabaseUnavailableError) return error.message;
          throw error;
        });
    return { clock, gate, ask, asked };
  };
  const never = () => new Promise<string>(() => undefined);
  const refused = () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));

  it('waits a second, then goes without', async () => {
    const { clock, ask } = setUp();
    const answer = ask('agents', never());
    await clock.advance(1000);
    expect(await answer).toBe('no answer within 1000 ms');
  });

  it('lets no other of the kind wait while the late one is not answered, and all at once when it is', async () => {
    const { clock, ask, asked } = setUp();
    const first = Promise.withResolvers<string>();
    const late = ask('agents', first.promise);
    await clock.advance(1000);
    await late;
    expect(await ask('agents', Promise.resolve('two'))).toMatch(/not answered yet/);
    expect(asked).toHaveLength(1);
    first.resolve('one');
    await clock.advance(0);
    expect(await ask('agents', Promise.resolve('three'))).toBe('three');
  });

  it('opens also when the late one fails in the end', async () => {
    const { clock, ask } = setUp();
    const first = Promise.withResolvers<string>();
    const late = ask('agents', first.promise);
    await clock.advance(1000);
    await late;
    first.reject(new Error('lock timeout'));
    await clock.advance(0);
    expect(await ask('agents', Promise.resolve('two'))).toBe('two');
  });

  it('keeps what one table does from the others', async () => {
    const { clock, ask } = setUp();
    const late = ask('agents', never());
    await clock.advance(1000);
    await late;
    expect(await ask('sessions', Promise.resolve('words'))).toBe('words');
  });

  it('tries again after three seconds, for an answer that never comes', async () => {
    const { clock, ask } = setUp();
    const late = ask('agents', never());
    await clock.advance(4000);
    await late;
    expect(await ask('agents', Promise.resolve('two'))).toBe('two');
  });

  it('lets through, and longer, who has patience', async () => {
    const { clock, ask } = setUp();
    const late = ask('agents', never());
    await clock.advance(1000);
    await late;
    const second = Promise.withResolvers<string>();
    const patient = ask('agents', second.promise, 5000);
    await clock.advance(4900);
    second.resolve('at last');
    expect(await patient).toBe('at last');
  });

  it('asks a database that refuses every time, because that costs nothing', async () => {
    const { ask, asked } = setUp();
    expect(await ask('agents', refused())).toBe('the database is down');
    expect(await ask('agents', Promise.resolve('up again'))).toBe('up again');
    expect(asked).toHaveLength(2);
  });

  it('gives other errors as they are', async () => {
    const { ask } = setUp();
    await expect(ask('agents', Promise.reject(new Error('syntax')))).rejects.toThrow('syntax');
  });
});
