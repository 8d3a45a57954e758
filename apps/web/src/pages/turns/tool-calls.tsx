import type { Schemas } from '@vox/api-client';

import { useSpeech } from '../../i18n/speech-context';
import { formatDuration } from '../../voice/latency-text';

/** What the model had done in a turn, with what, and what came of it. */
export function ToolCalls({ calls }: { readonly calls: Schemas['Turn']['tool_calls'] }) {
  const { say, locale } = useSpeech();
  if (calls.length === 0) return null;
  return (
    <section className="card" aria-labelledby="turn-tools">
      <h2 id="turn-tools">{say('turn.tools')}</h2>
      <ul className="plain">
        {calls.map((call) => (
          <li key={call.id} className="tool-call" data-testid="tool-call">
            <p className="tool-call-name">
              <code>{call.name}</code>
              <span className={`tag tag-${call.state}`}>{say(`tool_state.${call.state}`)}</span>
              {call.duration_ms !== null && <span>{formatDuration(call.duration_ms, locale)}</span>}
            </p>
            <pre>{call.arguments}</pre>
            {call.result !== null && <pre>{call.result}</pre>}
          </li>
        ))}
      </ul>
    </section>
  );
}
