import { ConnectionCounters } from './connection-counters';

describe(ConnectionCounters.name, () => {
  it('tells what was counted since the last time, at most every five seconds', () => {
    const counters = new ConnectionCounters();
    expect(counters.due(0)).toBeUndefined();
    counters.add('lost', 2);
    counters.add('undecryptable');
    expect(counters.due(1000)).toMatchObject({ lost: 2, undecryptable: 1, late: 0 });
    counters.add('lost');
    expect(counters.due(5900)).toBeUndefined();
    expect(counters.due(6000)).toMatchObject({ lost: 1, undecryptable: 0 });
  });

  it('says nothing when nothing was added', () => {
    const counters = new ConnectionCounters();
    counters.add('late', 0);
    expect(counters.due(60_000)).toBeUndefined();
  });
});
