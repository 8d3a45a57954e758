import { Registry } from 'prom-client';

import { JournalBench, session, turnEnd } from '../../test/support/journal-bench';
import { JournalMetrics } from './journal-metrics';

describe(JournalMetrics, () => {
  it('tells in one reading what waits, for how long, and what keeping it took', async () => {
    const bench = await JournalBench.make();
    const { recorder, state } = await bench.open();
    const registry = new Registry();
    new JournalMetrics(registry, state);
    await recorder.keep(session, turnEnd(1000));
    await recorder.keep(session, turnEnd(2000));
    const text = await registry.metrics();
    expect(text).toMatch(/^voxbridge_journal_entries\{state="waiting"\} 2$/mu);
    expect(text).toMatch(/^voxbridge_journal_entries\{state="set_aside"\} 0$/mu);
    expect(text).toMatch(/^voxbridge_journal_oldest_seconds \d/mu);
    expect(text).toMatch(/^voxbridge_journal_writable 1$/mu);
    expect(text).toMatch(/^voxbridge_journal_lost_total 0$/mu);
    expect(text).toMatch(/^voxbridge_journal_write_seconds_count 2$/mu);
    await bench.dispose();
  });
});
