import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { collectedHeapBytes } from '../bench/loop/heap';
import type { SoakServer } from './soak-server';

/** What is held in a moment in which nobody is there. */
export type Sample = {
  readonly atMs: number;
  /** Heap and buffers after forced collections. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Sockets, ports, pipes, files and requests that would keep the process alive. */
  readonly handles: number;
  /** Of the system; those of the server run on the virtual clock and are `sleepers`. */
  readonly timers: number;
  /** Who waits for the clock. */
  readonly sleepers: number;
  readonly sessions: number;
  readonly links: number;
};

/** Jest is not started with --expose-gc. */
export function forceCollections(): void {
  setFlagsFromString('--expose-gc');
  globalThis.gc = runInNewContext('gc') as NodeJS.GCFunction;
}

export function sampleOf({ clock, service, links, guilds }: SoakServer): Sample {
  const resources = process.getActiveResourcesInfo();
  const timers = resources.filter((type) => type === 'Timeout').length;
  // An immediate is over in a moment: the one of whoever called this, for instance.
  const moments = resources.filter((type) => type === 'Immediate').length;
  return {
    atMs: clock.nowMs(),
    heapBytes: collectedHeapBytes(),
    rssBytes: process.memoryUsage.rss(),
    handles: resources.length - timers - moments,
    timers,
    sleepers: clock.sleepers,
    sessions: service.liveSessions,
    links: guilds.list().filter(({ guildId }) => links.in(guildId) !== undefined).length,
  };
}
