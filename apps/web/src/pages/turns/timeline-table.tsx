import { useSpeech } from '../../i18n/speech-context';
import { formatDuration } from '../../voice/latency-text';
import { stageName } from './stage-name';
import type { Timeline, TimelineRow } from './timeline';

type TimelineTableProps = {
  readonly timeline: Timeline;
  /** How many turns the medians are of. */
  readonly turnsOfDay: number;
};

/** The same as the drawing, in figures, with who did it and how it compares with the day. */
export function TimelineTable({ timeline, turnsOfDay }: TimelineTableProps) {
  const { say } = useSpeech();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={say('turn.figures')}>
      <table className="figures" data-testid="timeline-table">
        <caption>{say('turn.medians_of', { count: turnsOfDay })}</caption>
        <thead>
          <tr>
            <th scope="col">{say('turn.stage')}</th>
            <th scope="col">{say('turn.took')}</th>
            <th scope="col">{say('turn.median')}</th>
            <th scope="col">{say('turn.compared')}</th>
            <th scope="col">{say('turn.who')}</th>
          </tr>
        </thead>
        <tbody>
          {timeline.rows.map((row, index) => (
            <FiguresRow key={`${row.stage}-${index}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FiguresRow({ row }: { readonly row: TimelineRow }) {
  const { say, locale } = useSpeech();
  const tookMs = row.toMs - row.fromMs;
  const { medianMs } = row;
  return (
    <tr>
      <th scope="row">{stageName(row, say)}</th>
      <td>{formatDuration(tookMs, locale)}</td>
      <td>{medianMs === null ? '–' : formatDuration(medianMs, locale)}</td>
      <td>{medianMs === null ? '–' : difference(tookMs - medianMs, locale)}</td>
      <td>{row.provider ?? '–'}</td>
    </tr>
  );
}

function difference(ms: number, locale: string): string {
  const sign = ms > 0 ? '+' : ms < 0 ? '−' : '±';
  return `${sign}${formatDuration(Math.abs(ms), locale)}`;
}
