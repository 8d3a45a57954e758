import { memo } from 'react';

import type { AgentLine, UserLine } from '../voice/conversation';
import { TurnLatency } from './turn-latency';

/** One thing somebody said; words still being recognised look unsettled. */
export const UserTurn = memo(function UserTurn({ line }: { readonly line: UserLine }) {
  return (
    <li
      className={line.isFinal ? 'turn turn-user' : 'turn turn-user turn-partial'}
      data-testid="turn-user"
      data-turn-id={line.turnId ?? ''}
      data-final={line.isFinal}
    >
      <span className="turn-speaker">{speakerOf(line)}</span>
      <p className="turn-text">{line.text}</p>
    </li>
  );
});

function speakerOf({ by, isTyped }: UserLine): string {
  if (by !== null) return by.name;
  return isTyped ? 'You typed' : 'You';
}

type AgentTurnProps = { readonly line: AgentLine; readonly agentName: string };

/** One answer, with how it ended and how long it took. */
export const AgentTurn = memo(function AgentTurn({ line, agentName }: AgentTurnProps) {
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
      {line.text === '' ? (
        line.outcome === null && <p className="turn-waiting">…</p>
      ) : (
        <p className="turn-text">{line.text}</p>
      )}
      {(note !== null || line.latency !== null) && (
        <div className="turn-foot">
          {note !== null && <span className={`turn-note turn-note-${line.outcome}`}>{note}</span>}
          {line.latency !== null && <TurnLatency latency={line.latency} />}
        </div>
      )}
    </li>
  );
});

function outcomeNote({ outcome, text }: AgentLine): string | null {
  switch (outcome) {
    case 'interrupted':
      return text === '' ? 'Interrupted before it was heard' : 'Interrupted';
    case 'failed':
      return 'The answer failed';
    case 'completed':
    case null:
      return null;
  }
}
