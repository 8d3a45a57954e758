import type { Failure, ServerName } from './cell';
import type { Figure, Row } from './figures';

const NAMES: Readonly<Record<ServerName, string>> = {
  voxbridge: 'VoxBridge',
  livekit: 'LiveKit Agents',
  floor: 'bare Node',
};

export const HEAD = [
  'sessions',
  'server',
  'added delay p50 ms',
  'p95',
  'p99',
  'p95 above the fewest',
  'barge-in stop p50 ms',
  'p95',
  'frame gap p95 ms',
  'p99',
  'missed',
  'errors',
  'CPU s per session-min',
  'main / workers / pool / V8 / media',
  'of a core',
  'loop delay p99 / max ms',
  'RSS MB per session',
  'kept',
  'clients late p99 ms',
] as const;

/** The rows as they are printed and documented: the median, with the least and the most of the runs. */
export function cellsOf(rows: readonly Row[]): readonly (readonly string[])[] {
  return [...rows]
    .sort((one, other) => one.sessions - other.sessions)
    .map((row) => {
      const { main, workers, pool, v8, media } = row.cpuSecondsBy;
      const threads = [main, workers, pool, v8, media].map(({ median }) => median.toFixed(2));
      const loop = [row.loopP99Ms, row.loopMaxMs].map((one) => one?.median.toFixed(0) ?? '–');
      return [
        String(row.sessions),
        NAMES[row.server],
        text(row.delayP50Ms, 0),
        text(row.delayP95Ms, 0),
        text(row.delayP99Ms, 0),
        row.crowdDelayMs === undefined ? '–' : text(row.crowdDelayMs, 0),
        text(row.stopP50Ms, 0),
        text(row.stopP95Ms, 0),
        text(row.gapP95Ms, 1),
        text(row.gapP99Ms, 1),
        `${row.missed} of ${row.answers + row.missed}`,
        String(row.errors),
        text(row.cpuSeconds, 2),
        threads.join(' / '),
        text(
          {
            median: row.coreRatio.median * 100,
            least: row.coreRatio.least * 100,
            most: row.coreRatio.most * 100,
          },
          0,
          ' %',
        ),
        loop.join(' / '),
        text(row.rssPerSessionMb, 1),
        text(row.keptPerSessionMb, 1),
        text(row.clientsLateP99Ms, 1),
      ];
    });
}

/** What could not be measured, a sentence for each server and number of sessions. */
export function failureLines(failures: readonly Failure[]): readonly string[] {
  const groups = Map.groupBy(failures, ({ server, sessions }) => `${server} ${sessions}`);
  return [...groups.values()].map((group) => {
    const [{ server, sessions }] = group as [Failure, ...Failure[]];
    const runs = group.map(({ run }) => run).join(', ');
    return `${NAMES[server]} with ${sessions} sessions ended by itself in run ${runs}.`;
  });
}

function text({ median, least, most }: Figure, digits: number, unit = ''): string {
  const middle = `${median.toFixed(digits)}${unit}`;
  return least === most ? middle : `${middle} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

/** As Markdown. */
export function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...cellsOf(rows).map(line)].join('\n');
}
