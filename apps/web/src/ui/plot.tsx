import 'uplot/dist/uPlot.min.css';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import UPlot from 'uplot';

/** A colour of `tokens.css`. */
type Colour = 'sea' | 'sun' | 'warn-line' | 'ink-soft';

export type Curve = {
  readonly name: string;
  readonly colour: Colour;
  /** One for each time; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly isDashed?: boolean;
  readonly isBars?: boolean;
};

type PlotProps = {
  /** What it shows, for who does not see it. */
  readonly label: string;
  /** When each value is of, epoch ms. */
  readonly times: readonly number[];
  readonly curves: readonly Curve[];
  readonly formatTime: (atMs: number) => string;
  readonly format: (value: number) => string;
};

const HEIGHT_PX = 220;
const AXIS_PX = 64;
const BARS = UPlot.paths.bars?.({ size: [0.7, 28] });

const dark = matchMedia('(prefers-color-scheme: dark)');
const onScheme = (told: () => void) => {
  dark.addEventListener('change', told);
  return () => dark.removeEventListener('change', told);
};

/** Curves over time. The value under the pointer stands in the legend. */
export function Plot({ label, times, curves, formatTime, format }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const isDark = useSyncExternalStore(onScheme, () => dark.matches);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const options = optionsOf({ times, curves, formatTime, format }, element, setAt);
    const data = [times.map((ms) => ms / 1000), ...curves.map(({ values }) => [...values])];
    const plot = new UPlot(options, data as UPlot.AlignedData, element);
    const watch = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    );
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [times, curves, formatTime, format, isDark]);

  const moment = at === null ? undefined : times[at];
  return (
    <>
      <ul className="legend">
        {curves.map(({ name, colour, values }) => {
          const value = at === null ? null : (values[at] ?? null);
          return (
            <li key={name}>
              <span className={`swatch swatch-${colour}`} />
              {name}
              {value !== null && <b>{format(value)}</b>}
            </li>
          );
        })}
        <li className="legend-time">{moment === undefined ? '' : formatTime(moment)}</li>
      </ul>
      <div className="plot" ref={box} role="img" aria-label={label} />
    </>
  );
}

function optionsOf(
  { times, curves, formatTime, format }: Omit<PlotProps, 'label'>,
  element: HTMLElement,
  onAt: (at: number | null) => void,
): UPlot.Options {
  // Room for the first bar and the last one.
  const halfStep = ((times[1] ?? 0) - (times[0] ?? 0)) / 2000;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour('ink-soft'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), width: 1 },
    font: `12px ${style.getPropertyValue('--font')}`,
  };
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { range: (_plot, first, last) => [first - halfStep, last + halfStep] },
      y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.1 : 1] },
    },
    axes: [
      {
        ...axis,
        space: AXIS_PX,
        size: 34,
        values: (_plot, splits) => splits.map((seconds) => formatTime(seconds * 1000)),
      },
      {
        ...axis,
        size: AXIS_PX,
        values: (_plot, splits) => splits.map((value) => format(value)),
      },
    ],
    series: [
      {},
      ...curves.map(({ name, colour: token, isDashed = false, isBars = false }) => ({
        label: name,
        stroke: colour(token),
        width: 2,
        spanGaps: false,
        points: { show: !isBars, size: 5 },
        ...(isDashed && { dash: [6, 4] }),
        ...(isBars && BARS !== undefined && { paths: BARS, fill: colour(token), width: 0 }),
      })),
    ],
    hooks: { setCursor: [({ cursor }) => onAt(cursor.idx ?? null)] },
  };
}
