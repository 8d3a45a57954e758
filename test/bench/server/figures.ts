import { percentile } from '../report';
import type { CellResult, ServerName } from './cell';
import { THREAD_KINDS, type ThreadKind } from './process-watch';

/** A figure over the runs: the middle one, and how far they lie apart. */
export type Figure = { readonly median: number; readonly least: number; readonly most: number };

/** The runs of one server with one number of sessions. */
export type Row = {
  readonly server: ServerName;
  readonly sessions: number;
  readonly runs: number;
  readonly delayP50Ms: Figure;
  readonly delayP95Ms: Figure;
  readonly delayP99Ms: Figure;
  /** p95 above the median of the fewest sessions: what the others cost. */
  readonly crowdDelayMs: Figure | undefined;
  readonly stopP50Ms: Figure;
  readonly stopP95Ms: Figure;
  readonly gapP95Ms: Figure;
  readonly gapP99Ms: Figure;
  readonly missed: number;
  readonly answers: number;
  readonly errors: number;
  /** Of all threads and media processes, per session-minute. */
  readonly cpuSeconds: Figure;
  readonly cpuSecondsBy: Readonly<Record<ThreadKind, Figure>>;
  /** Share of one core. */
  readonly coreRatio: Figure;
  readonly loopP99Ms: Figure | undefined;
  readonly loopMaxMs: Figure | undefined;
  readonly rssPerSessionMb: Figure;
  readonly keptPerSessionMb: Figure;
  readonly restMb: Figure;
  readonly clientsLateP99Ms: Figure;
};

const MEGABYTE = 1024 * 1024;

/** One row for each server and number of sessions, in the order in which they were measured. */
export function rowsOf(results: readonly CellResult[]): readonly Row[] {
  const groups = Map.groupBy(results, ({ server, sessions }) => `${server} ${sessions}`);
  const rows = [...groups.values()].map(rowOf);
  return rows.map((row) => {
    const alone = rows
      .filter(({ server }) => server === row.server)
      .reduce((fewest, other) => (other.sessions < fewest.sessions ? other : fewest));
    if (alone === row) return row;
    const less = alone.delayP50Ms.median;
    const { median, least, most } = row.delayP95Ms;
    return {
      ...row,
      crowdDelayMs: { median: median - less, least: least - less, most: most - less },
    };
  });
}

function rowOf(cells: readonly CellResult[]): Row {
  const [first] = cells as readonly [CellResult, ...CellResult[]];
  const of = (value: (cell: CellResult) => number) => figure(cells.map(value));
  const sum = (value: (cell: CellResult) => number) =>
    cells.reduce((total, cell) => total + value(cell), 0);
  const cpu = ({ cpuSeconds }: CellResult) =>
    THREAD_KINDS.reduce((total, kind) => total + cpuSeconds[kind], 0);
  const by = THREAD_KINDS.map((kind) => [
    kind,
    of((cell) => cell.cpuSeconds[kind] / cell.sessionMinutes),
  ]);
  const hasLoop = cells.every(({ loopDelay }) => loopDelay !== undefined);
  return {
    server: first.server,
    sessions: first.sessions,
    runs: cells.length,
    delayP50Ms: of(({ clients }) => clients.addedDelayMs.p50),
    delayP95Ms: of(({ clients }) => clients.addedDelayMs.p95),
    delayP99Ms: of(({ clients }) => clients.addedDelayMs.p99),
    crowdDelayMs: undefined,
    stopP50Ms: of(({ clients }) => clients.bargeInStopMs.p50),
    stopP95Ms: of(({ clients }) => clients.bargeInStopMs.p95),
    gapP95Ms: of(({ clients }) => clients.frameGapMs.p95),
    gapP99Ms: of(({ clients }) => clients.frameGapMs.p99),
    missed: sum(({ clients }) => clients.missed),
    answers: sum(({ clients }) => clients.answers),
    errors: sum(({ clients }) => clients.errors),
    cpuSeconds: of((cell) => cpu(cell) / cell.sessionMinutes),
    cpuSecondsBy: Object.fromEntries(by) as Record<ThreadKind, Figure>,
    coreRatio: of((cell) => (cpu(cell) * 1000) / cell.windowMs),
    loopP99Ms: hasLoop ? of(({ loopDelay }) => loopDelay?.p99 ?? Number.NaN) : undefined,
    loopMaxMs: hasLoop ? of(({ loopDelay }) => loopDelay?.max ?? Number.NaN) : undefined,
    rssPerSessionMb: of(
      ({ rssBytes, sessions }) => (rssBytes.full - rssBytes.atRest) / MEGABYTE / sessions,
    ),
    keptPerSessionMb: of(
      ({ rssBytes, sessions }) => (rssBytes.afterwards - rssBytes.atRest) / MEGABYTE / sessions,
    ),
    restMb: of(({ rssBytes }) => rssBytes.atRest / MEGABYTE),
    clientsLateP99Ms: of(({ clients }) => clients.ownLatenessMs.p99),
  };
}

function figure(values: readonly number[]): Figure {
  return {
    median: percentile(values, 0.5),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}
