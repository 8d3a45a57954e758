import { toldBy } from './told';

describe(toldBy.name, () => {
  it('tells the figures of a part that works, and its own words first where it does not', () => {
    const queue = { status: 'degraded', detail: '1 job failed for good', waiting: 2, failed: 1 };
    expect(toldBy('queue', queue)).toEqual([
      { words: '1 job failed for good' },
      { key: 'health.waiting', values: { count: 2 } },
      { key: 'health.failed_jobs', values: { count: 1 } },
    ]);
    expect(toldBy('database', { status: 'up', latencyMs: 3 })).toEqual([
      { key: 'health.database_told', values: { ms: 3 } },
    ]);
  });

  it('names who is asked, and which of the others work', () => {
    const providers = [
      { name: 'local', status: 'down' },
      { name: 'demo', status: 'up' },
    ];
    expect(toldBy('llm', { status: 'up', provider: 'Demo', providers })).toEqual([
      { key: 'health.asked', values: { name: 'Demo' } },
      { key: 'health.provider_down', values: { name: 'local' } },
      { key: 'health.provider_up', values: { name: 'demo' } },
    ]);
  });

  it('counts calls over all workers, and says when Discord is off', () => {
    const workers = [{ sessions: 2 }, { sessions: 1 }];
    expect(toldBy('media', { status: 'up', workers })).toEqual([
      { key: 'health.calls', values: { count: 3 } },
    ]);
    expect(toldBy('discord', { status: 'up', state: 'off' })).toEqual([
      { key: 'health.discord_off', values: {} },
    ]);
    expect(toldBy('discord', { status: 'up', bots: [{ name: 'Vox', state: 'ready' }] })).toEqual([
      { words: 'Vox, ready' },
    ]);
  });

  it('has nothing to say of a part that it does not know, but what is wrong', () => {
    expect(toldBy('new', { status: 'up', detail: 'fine' })).toEqual([]);
    expect(toldBy('new', { status: 'down', detail: 'broken' })).toEqual([{ words: 'broken' }]);
  });
});
