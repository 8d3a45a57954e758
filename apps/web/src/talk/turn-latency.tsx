import { useSpeech } from '../i18n/speech-context';
import type { Latency } from '../voice/conversation';
import { formatDuration, latencyStages } from '../voice/latency-text';

/** How long the person waited, and, opened, where the time went. */
export default function TurnLatency({ latency }: { readonly latency: Latency }) {
  const { say, locale } = useSpeech();
  const stages = latencyStages(latency);
  if (stages.length === 0) return null;
  const longestMs = Math.max(...stages.map((stage) => stage.durationMs), 1);
  const waitedMs = latency.voice_to_voice_ms;
  return (
    <details className="latency" data-testid="turn-latency">
      <summary>
        {waitedMs === undefined
          ? say('talk.timing')
          : say('talk.answered_in', { duration: formatDuration(waitedMs, locale) })}
      </summary>
      <table>
        <tbody>
          {stages.map(({ label, durationMs }) => (
            <tr key={label}>
              <th scope="row">{say(label)}</th>
              <td className="latency-bar" aria-hidden="true">
                <span style={{ inlineSize: `${(100 * durationMs) / longestMs}%` }} />
              </td>
              <td className="latency-value">{formatDuration(durationMs, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
