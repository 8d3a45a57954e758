import type { ServerName } from './cell';
import type { Figure, Row } from './figures';

const WIDTH = 480;
const HEIGHT = 280;
const LEFT = 56;
const BOTTOM = 44;
const TOP = 32;
const RIGHT = 16;
const STEPS = 4;

const COLOURS: Readonly<Record<ServerName, string>> = {
  voxbridge: '#0b6bcb',
  livekit: '#c2410c',
  floor: '#6b7280',
};

type Panel = {
  readonly title: string;
  readonly value: (row: Row) => Figure;
};

const PANELS: readonly Panel[] = [
  { title: 'added delay p95, ms', value: ({ delayP95Ms }) => delayP95Ms },
  { title: 'CPU s per session-minute', value: ({ cpuSeconds }) => cpuSeconds },
];

/** Delay and processor time over the number of sessions as SVG, side by side; bars show the runs' spread. */
export function chartOf(rows: readonly Row[]): string {
  const panels = PANELS.map((panel, index) => panelOf(panel, rows, index * WIDTH));
  const width = WIDTH * PANELS.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${HEIGHT}" fill="#fff"/>
${panels.join('\n')}
</svg>
`;
}

function panelOf({ title, value }: Panel, rows: readonly Row[], xOffset: number): string {
  const mostSessions = Math.max(...rows.map(({ sessions }) => sessions));
  const mostValue = Math.max(...rows.map((row) => value(row).most), 0) || 1;
  const x = (sessions: number) => LEFT + (sessions / mostSessions) * (WIDTH - LEFT - RIGHT);
  const y = (one: number) =>
    HEIGHT - BOTTOM - (Math.max(0, one) / mostValue) * (HEIGHT - BOTTOM - TOP);
  const axis = Array.from({ length: STEPS + 1 }, (_, step) => {
    const at = (mostValue * step) / STEPS;
    return `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(at)}" y2="${y(at)}" stroke="#ddd"/><text x="${LEFT - 6}" y="${y(at) + 4}" text-anchor="end">${at.toPrecision(2)}</text>`;
  });
  const ticks = [...new Set(rows.map(({ sessions }) => sessions))].map(
    (sessions) =>
      `<text x="${x(sessions)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${sessions}</text>`,
  );
  const lines = [...Map.groupBy(rows, ({ server }) => server)].map(([server, own]) => {
    const sorted = [...own].sort((one, other) => one.sessions - other.sessions);
    const points = sorted.map((row) => `${x(row.sessions)},${y(value(row).median)}`).join(' ');
    const bars = sorted.map((row) => {
      const { least, most } = value(row);
      return `<line x1="${x(row.sessions)}" x2="${x(row.sessions)}" y1="${y(least)}" y2="${y(most)}" stroke="${COLOURS[server]}"/>`;
    });
    const last = sorted.at(-1) as Row;
    const label = `<text x="${x(last.sessions)}" y="${y(value(last).median) - 8}" text-anchor="end" fill="${COLOURS[server]}">${server}</text>`;
    return `<polyline points="${points}" fill="none" stroke="${COLOURS[server]}" stroke-width="2"/>${bars.join('')}${label}`;
  });
  return `<g transform="translate(${xOffset} 0)"><text x="${LEFT}" y="18" font-weight="bold">${title}</text>${axis.join('')}${ticks.join('')}<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">sessions</text>${lines.join('')}</g>`;
}
