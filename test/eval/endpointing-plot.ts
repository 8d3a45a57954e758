import type { Share, Spread } from './figures';
import type { Setting } from './settings';

export type PlotPoint = {
  readonly setting: Setting;
  readonly delay: Spread;
  readonly endedEarly: Share;
};

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 70;
const RIGHT = 30;
const TOP = 50;
const BOTTOM = 70;

/** The most that may be cut off (the project's own bound), in percent. */
const BOUND_PERCENT = 3;

/** Mid tones: readable on white and on near-black. */
const COLOURS = { fixed: '#d97706', adaptive: '#2f81f7' } as const;
const INK = '#7d8590';

const percentOf = ({ count, of }: Share) => (of === 0 ? 0 : (100 * count) / of);

/** False cut-offs over end-of-turn delay: one point for each setting, the nearer to the lower left the better. */
export function endpointingPlot(points: readonly PlotPoint[]): string {
  const delays = points.map(({ delay }) => delay.p50);
  const fromMs = Math.floor(Math.min(...delays) / 100) * 100 - 100;
  const toMs = Math.ceil(Math.max(...delays) / 100) * 100 + 100;
  const highest = Math.max(
    BOUND_PERCENT + 1,
    ...points.map(({ endedEarly }) => percentOf(endedEarly)),
  );
  const stepPercent = highest > 40 ? 20 : highest > 16 ? 5 : 2;
  const toPercent = Math.ceil((highest * 1.1) / stepPercent) * stepPercent;
  const x = (ms: number) => LEFT + ((ms - fromMs) / (toMs - fromMs)) * (WIDTH - LEFT - RIGHT);
  const y = (percent: number) => HEIGHT - BOTTOM - (percent / toPercent) * (HEIGHT - TOP - BOTTOM);
  const ticks = (from: number, to: number, step: number) =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

  const grid = [
    ...ticks(fromMs, toMs, 100).flatMap((ms) => [
      line(x(ms), TOP, x(ms), y(0), 0.25),
      label(x(ms), y(0) + 20, `${ms}`),
    ]),
    ...ticks(0, toPercent, stepPercent).flatMap((percent) => [
      line(LEFT, y(percent), WIDTH - RIGHT, y(percent), 0.25),
      label(LEFT - 8, y(percent) + 4, `${percent} %`, 'end'),
    ]),
  ];
  const bound = [
    `<line x1="${LEFT}" y1="${y(BOUND_PERCENT)}" x2="${WIDTH - RIGHT}" y2="${y(BOUND_PERCENT)}" stroke="#da3633" stroke-dasharray="6 4"/>`,
    label(WIDTH - RIGHT - 4, y(BOUND_PERCENT) - 6, `bound ${BOUND_PERCENT} %`, 'end', '#da3633'),
  ];
  const marks = (['fixed', 'adaptive'] as const).flatMap((mode, index) => {
    const own = points.filter(({ setting }) => setting.endOfTurn === mode);
    if (own.length === 0) return [];
    const at = own.map(
      ({ delay, endedEarly }) => [x(delay.p50), y(percentOf(endedEarly))] as const,
    );
    const colour = COLOURS[mode];
    return [
      `<polyline fill="none" stroke="${colour}" stroke-opacity="0.6" points="${at.map(([px, py]) => `${round(px)},${round(py)}`).join(' ')}"/>`,
      ...own.flatMap(({ setting }, point) => {
        const [px, py] = at[point] as readonly [number, number];
        return [
          `<circle cx="${round(px)}" cy="${round(py)}" r="6" fill="${colour}"/>`,
          label(px + 10, py - 9 - 2 * index, `${setting.silenceThresholdMs} ms`, 'start', colour),
        ];
      }),
      `<circle cx="${WIDTH - 150}" cy="${TOP + 8 + 20 * index}" r="6" fill="${colour}"/>`,
      label(WIDTH - 138, TOP + 12 + 20 * index, `${mode} silence`, 'start', colour),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="False cut-offs over end-of-turn delay">`,
    label(
      WIDTH / 2,
      24,
      'False cut-offs over end-of-turn delay, by base silence',
      'middle',
      INK,
      16,
    ),
    ...grid,
    ...bound,
    ...marks,
    label(
      (LEFT + WIDTH - RIGHT) / 2,
      HEIGHT - 18,
      'end-of-turn delay on complete sentences, p50, ms',
    ),
    `<text transform="translate(18 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle" fill="${INK}">turns cut off in a pause of up to 500 ms</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function line(x1: number, y1: number, x2: number, y2: number, opacity: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${INK}" stroke-opacity="${opacity}"/>`;
}

function label(
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end' = 'middle',
  colour: string = INK,
  size = 13,
): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colour}" font-size="${size}">${text}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
