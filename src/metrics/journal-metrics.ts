import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import { JournalState } from '../persistence';
import { askedOnce } from './asked-once';

/** An SSD takes some milliseconds for its two fsyncs, a busy disk some hundred; from 2 s on nobody waits for it. */
const BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2];

/** How many turns wait to be stored, and what it costs to keep one. */
@Injectable()
export class JournalMetrics {
  constructor(registry: Registry, journal: JournalState) {
    const registers = [registry];
    const health = askedOnce(() => journal.health());
    const writes = new Histogram({
      name: 'voxbridge_journal_write_seconds',
      help: 'A turn to the disk, fsync of file and folder included: turn_complete waits for it.',
      buckets: BUCKETS_S,
      registers,
    });
    journal.onWritten((tookMs) => writes.observe(tookMs / 1000));
    new Gauge({
      name: 'voxbridge_journal_entries',
      help: 'Turns that are not in the database: waiting, set aside for people to look at, or in memory only.',
      labelNames: ['state'],
      registers,
      async collect() {
        const { depth = 0, setAside = 0, unjournaled } = await health();
        this.set({ state: 'waiting' }, depth);
        this.set({ state: 'set_aside' }, setAside);
        this.set({ state: 'memory' }, unjournaled);
      },
    });
    new Gauge({
      name: 'voxbridge_journal_oldest_seconds',
      help: 'How long the oldest waiting turn has been waiting; 0 when none does.',
      registers,
      async collect() {
        const { oldestAgeMs = 0 } = await health();
        this.set(oldestAgeMs / 1000);
      },
    });
    new Gauge({
      name: 'voxbridge_journal_writable',
      help: '1 while the disk takes turns.',
      registers,
      async collect() {
        const { isWritable } = await health();
        this.set(isWritable ? 1 : 0);
      },
    });
    new Counter({
      name: 'voxbridge_journal_lost_total',
      help: 'Turns for which neither disk nor memory had room.',
      registers,
      async collect() {
        const { lost } = await health();
        this.reset();
        this.inc(lost);
      },
    });
  }
}
