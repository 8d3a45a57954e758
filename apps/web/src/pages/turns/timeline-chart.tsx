import { useSpeech } from '../../i18n/speech-context';
import { formatDuration } from '../../voice/latency-text';
import { stageName } from './stage-name';
import type { Timeline, TimelineRow } from './timeline';

/** The rows of a turn on one scale, each with a mark for the day's median. The table beside it says the same. */
export function TimelineChart({ timeline }: { readonly timeline: Timeline }) {
  const { say, locale } = useSpeech();
  return (
    <div className="timeline" aria-hidden="true" data-testid="timeline">
      {timeline.rows.map((row, index) => (
        <div key={`${row.stage}-${index}`} className={`timeline-row timeline-${row.stage}`}>
          <span className="timeline-label">{stageName(row, say)}</span>
          <span className="timeline-value">{formatDuration(row.toMs - row.fromMs, locale)}</span>
          <span className="timeline-track">
            <span className="timeline-bar" style={barPlace(row, timeline)} />
            {row.medianMs !== null && (
              <span className="timeline-median" style={medianPlace(row, timeline)} />
            )}
          </span>
        </div>
      ))}
      <div className="timeline-scale">
        <span>{formatDuration(Math.max(0, timeline.fromMs), locale)}</span>
        <span>{formatDuration(timeline.toMs, locale)}</span>
      </div>
    </div>
  );
}

function share(ms: number, { fromMs, toMs }: Timeline): number {
  return (100 * ms) / (toMs - fromMs);
}

function barPlace({ fromMs, toMs }: TimelineRow, timeline: Timeline) {
  return {
    insetInlineStart: `${share(fromMs - timeline.fromMs, timeline)}%`,
    inlineSize: `${share(toMs - fromMs, timeline)}%`,
  };
}

function medianPlace({ fromMs, medianMs }: TimelineRow, timeline: Timeline) {
  const atMs = fromMs + (medianMs ?? 0) - timeline.fromMs;
  return { insetInlineStart: `${Math.min(100, share(atMs, timeline))}%` };
}
