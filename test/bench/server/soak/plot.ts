import { type Sample, WATCHED, type Watched } from './samples';

const WIDTH = 480;
const HEIGHT = 200;
const COLUMNS = 2;
const LEFT = 56;
const RIGHT = 32;
const TOP = 32;
const BOTTOM = 32;

/** Each watched figure over the minutes as SVG, from zero: a line that is flat looks flat. */
export function plotOf(samples: readonly Sample[]): string {
  const rows = Math.ceil(WATCHED.length / COLUMNS);
  const panels = WATCHED.map((watched, index) => {
    const [x, y] = [(index % COLUMNS) * WIDTH, Math.floor(index / COLUMNS) * HEIGHT];
    return `<g transform="translate(${x} ${y})">${panelOf(watched, samples)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * COLUMNS} ${HEIGHT * rows}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
</svg>
`;
}

function panelOf({ title, value }: Watched, samples: readonly Sample[]): string {
  const lastMinute = samples.at(-1)?.minute ?? 1;
  const most = Math.max(...samples.map(value)) || 1;
  const x = (minute: number) => LEFT + (minute / lastMinute) * (WIDTH - LEFT - RIGHT);
  const y = (one: number) => HEIGHT - BOTTOM - (one / most) * (HEIGHT - BOTTOM - TOP);
  const axis = [0, most / 2, most].map(
    (at) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(at).toFixed(1)}" y2="${y(at).toFixed(1)}" stroke="#ddd"/><text x="${LEFT - 6}" y="${(y(at) + 4).toFixed(1)}" text-anchor="end">${at.toPrecision(3)}</text>`,
  );
  const ticks = [0, lastMinute / 2, lastMinute].map(
    (minute) =>
      `<text x="${x(minute).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${Math.round(minute)} min</text>`,
  );
  const points = samples.map(
    (sample) => `${x(sample.minute).toFixed(1)},${y(value(sample)).toFixed(1)}`,
  );
  return `<text x="${LEFT}" y="18" font-weight="bold">${title}</text>${axis.join('')}${ticks.join('')}<polyline points="${points.join(' ')}" fill="none" stroke="#0b6bcb" stroke-width="1.5"/>`;
}
