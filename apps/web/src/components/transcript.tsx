import { useEffect, useRef } from 'react';

import type { Line } from '../voice/conversation';
import { AgentTurn, UserTurn } from './turn';

type TranscriptProps = { readonly lines: readonly Line[]; readonly agentName: string };

/** Near enough to the end to count as following it. */
const FOLLOW_WITHIN_PX = 80;

/** What was said, newest last. Not a live region: the agent says it aloud, and a screen reader would talk over it. */
export function Transcript({ lines, agentName }: TranscriptProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);

  useEffect(() => {
    const element = scroller.current;
    if (element !== null && isFollowing.current) element.scrollTop = element.scrollHeight;
  }, [lines]);

  const rememberPosition = () => {
    const element = scroller.current;
    if (element === null) return;
    const belowPx = element.scrollHeight - element.scrollTop - element.clientHeight;
    isFollowing.current = belowPx < FOLLOW_WITHIN_PX;
  };

  return (
    <div
      ref={scroller}
      className="transcript"
      data-testid="transcript"
      role="region"
      aria-label="Transcript"
      tabIndex={0}
      onScroll={rememberPosition}
    >
      {lines.length === 0 ? (
        <p className="transcript-empty">What you both say appears here, word by word.</p>
      ) : (
        <ol>
          {lines.map((line) =>
            line.speaker === 'user' ? (
              <UserTurn key={line.key} line={line} />
            ) : (
              <AgentTurn key={line.key} line={line} agentName={agentName} />
            ),
          )}
        </ol>
      )}
    </div>
  );
}
