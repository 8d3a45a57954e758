import { useId } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { type Curve, Plot } from '../../ui/plot';

type FigureProps = {
  readonly title: string;
  readonly times: readonly number[];
  readonly curves: readonly Curve[];
  readonly formatTime: (atMs: number) => string;
  readonly format: (value: number) => string;
  readonly testId: string;
};

/** Curves over time, and the same as a table. */
export function Figure({ title, testId, ...plot }: FigureProps) {
  const say = usePageSay();
  const id = useId();
  const { times, curves, formatTime, format } = plot;
  return (
    <section className="card" aria-labelledby={id} data-testid={testId}>
      <h2 id={id}>{title}</h2>
      <Plot label={title} {...plot} />
      <details className="listed">
        <summary>{say('figures.table')}</summary>
        <div className="table-scroll" tabIndex={0} role="group" aria-label={title}>
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{say('figures.when')}</th>
                {curves.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.map((atMs, index) => (
                <tr key={atMs}>
                  <th scope="row">{formatTime(atMs)}</th>
                  {curves.map(({ name, values }) => {
                    const value = values[index] ?? null;
                    return <td key={name}>{value === null ? '–' : format(value)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
