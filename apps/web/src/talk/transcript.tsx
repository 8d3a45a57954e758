import { useEffect, useRef } from 'react';

import { useSay } from '../i18n/speech-context';
import type { Line } from '../voice/conversation';
import { AgentTurn, UserTurn } from './turn';

type TranscriptProps = { readonly lines: readonly Line[]; readonly agentName: string };

/** Near enough to the end to count as following it. */
const FOLLOW_WITHIN_PX = 80;

/** What was said, newest last. Not a live region: the agent says it aloud, and a screen reader would talk over it. */
export function Transcript({ lines, agentName }: TranscriptProps) {
  const say = useSay();
  const { scroller, content, rememberPosition } = useNewestInView();
  return (
    <div
      ref={scroller}
      className="transcript"
      data-testid="transcript"
      role="region"
      aria-label={say('talk.transcript')}
      tabIndex={0}
      onScroll={rememberPosition}
    >
      {lines.length === 0 && <p className="transcript-empty">{say('talk.transcript_empty')}</p>}
      <ol ref={content}>
        {lines.map((line) =>
          line.speaker === 'user' ? (
            <UserTurn key={line.key} line={line} />
          ) : (
            <AgentTurn key={line.key} line={line} agentName={agentName} />
          ),
        )}
      </ol>
    </div>
  );
}

/**
 * Keeps the end of what is scrolled in view while it grows, and while its frame changes (a phone's keyboard, a turned phone), unless
 * the person has scrolled away from it.
 */
function useNewestInView() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const isFollowing = useRef(true);
  const seen = useRef({ frame: 0, content: 0 });

  useEffect(() => {
    const frame = scroller.current;
    const inside = content.current;
    if (frame === null || inside === null) return;
    const follow = () => {
      if (isFollowing.current) frame.scrollTop = frame.scrollHeight;
      seen.current = { frame: frame.clientHeight, content: frame.scrollHeight };
    };
    const observer = new ResizeObserver(follow);
    observer.observe(frame);
    observer.observe(inside);
    return () => observer.disconnect();
  }, []);

  const rememberPosition = () => {
    const frame = scroller.current;
    if (frame === null) return;
    const { clientHeight, scrollHeight, scrollTop } = frame;
    // What a change of size moved, the person did not: the observer is about to hear of it.
    if (clientHeight !== seen.current.frame || scrollHeight !== seen.current.content) return;
    isFollowing.current = scrollHeight - scrollTop - clientHeight < FOLLOW_WITHIN_PX;
  };

  return { scroller, content, rememberPosition };
}
