import type { LiveEvent } from '@vox/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';

import { followEvents, type GapPlace } from '../../server/live-events';
import { useServer } from '../../server/server-context';
import { type Conversation, emptyConversation, type Line } from '../../voice/conversation';
import { reduceConversation } from '../../voice/conversation-reducer';
import { actionOf } from './live-action';
import type { Message } from './sessions';

type LiveConversation = {
  /** What was said and is not stored yet. */
  readonly lines: readonly Line[];
  readonly isSpoken: boolean;
  readonly isAnswering: boolean;
};

/** What is being said in a session at this moment; each turn gives way to its messages once they are stored. */
export function useLiveConversation(
  sessionId: string,
  messages: readonly Message[],
): LiveConversation {
  const { baseUrl, access } = useServer();
  const queries = useQueryClient();
  const [heard, tell] = useReducer(reduceConversation, emptyConversation);

  useEffect(() => {
    const following = new AbortController();
    const refresh = () => {
      void queries.invalidateQueries({ queryKey: ['messages', sessionId] });
      void queries.invalidateQueries({ queryKey: ['session', sessionId] });
    };
    const onEvent = (event: LiveEvent) => {
      if (event.event === 'message_saved' || event.event.startsWith('session_')) refresh();
      if (event.event === 'agent_muted') void queries.invalidateQueries({ queryKey: ['live'] });
      const action = actionOf(event);
      if (action !== null) tell(action);
    };
    const onGap = (place: GapPlace) => {
      // What was said meanwhile is among the messages; that an answer ended with the server is told nowhere.
      if (place === 'midway') tell({ type: 'missed' });
      refresh();
    };
    const follower = { sessionId, onEvent, onGap };
    void followEvents({ baseUrl, access }, follower, following.signal);
    return () => following.abort();
  }, [sessionId, baseUrl, access, queries]);

  return { lines: unstored(heard, messages), ...speaking(heard) };
}

function unstored({ lines }: Conversation, messages: readonly Message[]): readonly Line[] {
  const stored = new Set(messages.map(({ turn_id }) => turn_id));
  return lines.filter(({ turnId }) => turnId === null || !stored.has(turnId));
}

function speaking({ isUserSpeaking, othersSpeaking, lines }: Conversation) {
  const isAnswering = lines.some((line) => line.speaker === 'agent' && line.outcome === null);
  return { isSpoken: isUserSpeaking || othersSpeaking.length > 0 || isAnswering, isAnswering };
}
