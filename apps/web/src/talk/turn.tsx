import { lazy, memo, Suspense } from 'react';

import type { ShellKey } from '../i18n/en/shell';
import type { Say } from '../i18n/message';
import { useSay } from '../i18n/speech-context';
import type { AgentLine, ToolUse, UserLine } from '../voice/conversation';

/** Nothing of it is needed before the first answer. */
const TurnLatency = lazy(() => import('./turn-latency'));

/** One thing somebody said; words still being recognised look unsettled. */
export const UserTurn = memo(function UserTurn({ line }: { readonly line: UserLine }) {
  const say = useSay();
  return (
    <li
      className={line.isFinal ? 'turn turn-user' : 'turn turn-user turn-partial'}
      data-testid="turn-user"
      data-turn-id={line.turnId ?? ''}
      data-final={line.isFinal}
    >
      <span className="turn-speaker">{speakerOf(line, say)}</span>
      <p className="turn-text">{line.text}</p>
    </li>
  );
});

function speakerOf({ by, isTyped }: UserLine, say: Say<ShellKey>): string {
  if (by !== null) return by.name;
  return say(isTyped ? 'talk.you_typed' : 'talk.you');
}

type AgentTurnProps = { readonly line: AgentLine; readonly agentName: string };

/** One answer, with how it ended and how long it took. */
export const AgentTurn = memo(function AgentTurn({ line, agentName }: AgentTurnProps) {
  const say = useSay();
  const note = outcomeNote(line);
  return (
    <li
      className={line.outcome === null ? 'turn turn-agent turn-open' : 'turn turn-agent'}
      data-testid="turn-agent"
      data-turn-id={line.turnId}
      data-final={line.outcome !== null}
      data-outcome={line.outcome ?? ''}
    >
      <span className="turn-speaker">{line.agent ?? agentName}</span>
      {line.tools?.map(({ callId, tool, state }) => (
        <p
          key={callId}
          className="turn-tool"
          data-testid="turn-tool"
          data-state={state ?? 'running'}
        >
          {say(toolNote(state), { tool })}
        </p>
      ))}
      {line.text === '' ? (
        line.outcome === null && <p className="turn-waiting">…</p>
      ) : (
        <p className="turn-text">{line.text}</p>
      )}
      {(note !== null || line.latency !== null) && (
        <div className="turn-foot">
          {note !== null && (
            <span className={`turn-note turn-note-${line.outcome}`}>{say(note)}</span>
          )}
          {line.latency !== null && (
            <Suspense>
              <TurnLatency latency={line.latency} />
            </Suspense>
          )}
        </div>
      )}
    </li>
  );
});

function toolNote(state: ToolUse['state']): ShellKey {
  if (state === undefined) return 'talk.tool_runs';
  return state === 'done' ? 'talk.tool_done' : 'talk.tool_failed';
}

function outcomeNote({ outcome, text }: AgentLine): ShellKey | null {
  switch (outcome) {
    case 'interrupted':
      return text === '' ? 'talk.interrupted_unheard' : 'talk.interrupted';
    case 'failed':
      return 'talk.failed';
    case 'completed':
    case null:
      return null;
  }
}
