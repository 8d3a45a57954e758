import { setTimeout as sleep } from 'node:timers/promises';

import { runClients, startProviders } from './child';
import { startFloor, startPeer } from './peer-target';
import { cpuOf, type CpuSeconds, rssBytesOf, THREAD_KINDS } from './process-watch';
import type { LoopDelay, Target, TargetOptions } from './target';
import { startVoxBridge } from './voxbridge-target';
import type { Channel, ClientsResult } from './wire';

const STARTERS = {
  voxbridge: startVoxBridge,
  livekit: startPeer,
  floor: startFloor,
} as const satisfies Record<string, (options: TargetOptions) => Promise<Target>>;
export type ServerName = keyof typeof STARTERS;

export type CellRequest = {
  readonly server: ServerName;
  readonly channel: Channel;
  readonly sessions: number;
  readonly warmUpMs: number;
  readonly windowMs: number;
  /** How long memory is watched after everybody has left. */
  readonly settleMs: number;
};

export type CellResult = {
  readonly server: ServerName;
  readonly channel: Channel;
  readonly sessions: number;
  readonly sessionMinutes: number;
  readonly clients: ClientsResult;
  readonly cpuSeconds: CpuSeconds;
  readonly windowMs: number;
  readonly loopDelay?: LoopDelay;
  readonly rssBytes: {
    /** After the first session came and went: code is loaded then. */
    readonly atRest: number;
    readonly full: number;
    /** The least that was seen while memory was watched. */
    readonly afterwards: number;
  };
};

/** A cell without a result: the server or its clients ended while they were measured. */
export type Failure = Pick<CellResult, 'server' | 'sessions'> & { readonly run: number };

/** One session for a moment: what is loaded or compiled at first use belongs to no session. */
const FIRST_SESSION_MS = 2000;
const MEMORY_LOOK_MS = 500;

/** One number of sessions against a server of its own, with providers of its own. */
export async function runCell(request: CellRequest): Promise<CellResult> {
  const providers = await startProviders();
  try {
    const { server, sessions } = request;
    const target = await STARTERS[server]({ providers: providers.url, sessions });
    try {
      return await measure(target, request);
    } finally {
      await target.stop();
    }
  } finally {
    providers.stop();
  }
}

async function measure(target: Target, request: CellRequest): Promise<CellResult> {
  const { pid, url } = target;
  const { server, channel, sessions, warmUpMs, settleMs } = request;
  await runClients(
    { channel, url, sessions: 1, warmUpMs: 0, windowMs: FIRST_SESSION_MS },
    () => undefined,
  );
  const atRest = await rssBytesOf(pid);
  const looks: Promise<Look>[] = [];
  const clients = await runClients(
    { channel, url, sessions, warmUpMs, windowMs: request.windowMs },
    (step) => {
      if (step !== 'joined') looks.push(look(target));
    },
  );
  const [before, after] = await Promise.all(looks);
  if (before === undefined || after === undefined) throw new Error('the clients told of no window');
  const windowMs = after.atMs - before.atMs;
  return {
    server,
    channel,
    sessions,
    sessionMinutes: (sessions * windowMs) / 60_000,
    clients,
    cpuSeconds: difference(before.cpu, after.cpu),
    windowMs,
    ...(after.loopDelay && { loopDelay: after.loopDelay }),
    rssBytes: { atRest, full: after.rssBytes, afterwards: await leastRss(pid, settleMs) },
  };
}

type Look = {
  readonly atMs: number;
  readonly cpu: CpuSeconds;
  readonly rssBytes: number;
  readonly loopDelay: LoopDelay | undefined;
};

async function look(target: Target): Promise<Look> {
  const cpu = await cpuOf(target.pid);
  const atMs = performance.now();
  const rssBytes = await rssBytesOf(target.pid);
  return { atMs, cpu, rssBytes, loopDelay: await target.loopDelayMs() };
}

function difference(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return Object.fromEntries(
    // A thread that ended meanwhile takes its seconds with it.
    THREAD_KINDS.map((kind) => [kind, Math.max(0, after[kind] - before[kind])]),
  ) as CpuSeconds;
}

async function leastRss(pid: number, settleMs: number): Promise<number> {
  const untilMs = performance.now() + settleMs;
  let least = await rssBytesOf(pid);
  while (performance.now() < untilMs) {
    await sleep(MEMORY_LOOK_MS);
    least = Math.min(least, await rssBytesOf(pid));
  }
  return least;
}
