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
  /** Timers, sockets, ports and requests that would keep the process alive. */
  readonly handles: number;
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
  return {
    atMs: clock.nowMs(),
    heapBytes: collectedHeapBytes(),
    rssBytes: process.memoryUsage.rss(),
    handles: process.getActiveResourcesInfo().length,
    sleepers: clock.sleepers,
    sessions: service.liveSessions,
    links: guilds.list().filter(({ guildId }) => links.in(guildId) !== undefined).length,
  };
}
