import type { LiveEvent } from '@vox/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';

import { followEvents } from '../../server/live-events';
import { useServer } from '../../server/server-context';
import { liveQuery } from '../common/live';
import {
  type Board,
  BOARD_EVENTS,
  isNews,
  type LiveSession,
  withAnswer,
  withEvents,
} from './live-board';

/** Words come by the hundred where many talk: they are shown together, this often. */
const SHOWN_EVERY_MS = 100;
/** Where many come at once, who they are is asked for once. */
const ASK_AFTER_MS = 300;

type Action =
  | {
      readonly type: 'answer';
      readonly sessions: readonly LiveSession[];
      readonly askedAtMs: number;
    }
  | { readonly type: 'events'; readonly events: readonly LiveEvent[] };

function reduce(board: Board, action: Action): Board {
  return action.type === 'answer'
    ? withAnswer(board, action.sessions, action.askedAtMs)
    : withEvents(board, action.events, performance.now());
}

/** Who talks now, and what is being said, as far as this person may know; `live` and `capacity` are null but for admins. */
export function useLiveBoard() {
  const { api, baseUrl, access } = useServer();
  const queries = useQueryClient();
  const [board, tell] = useReducer(reduce, new Map());
  const { data, error, isPending, refetch } = useQuery(liveQuery(api));

  useEffect(() => {
    if (data !== undefined) tell({ type: 'answer', ...data });
  }, [data]);

  useEffect(() => {
    const following = new AbortController();
    let waiting: LiveEvent[] = [];
    let showing: ReturnType<typeof setTimeout> | undefined;
    let asking: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      showing = undefined;
      tell({ type: 'events', events: waiting });
      waiting = [];
    };
    const ask = () => {
      asking = undefined;
      void queries.invalidateQueries({ queryKey: ['live'] });
      void queries.invalidateQueries({ queryKey: ['connections'] });
    };
    const onEvent = (event: LiveEvent) => {
      waiting.push(event);
      showing ??= setTimeout(show, SHOWN_EVERY_MS);
      if (isNews(event)) asking ??= setTimeout(ask, ASK_AFTER_MS);
    };
    const follower = { events: BOARD_EVENTS, onEvent, onGap: ask };
    void followEvents({ baseUrl, access }, follower, following.signal);
    return () => {
      clearTimeout(showing);
      clearTimeout(asking);
      following.abort();
    };
  }, [baseUrl, access, queries]);

  const { live = null, capacity = null } = data ?? {};
  return { board, live, capacity, error, isPending, refetch };
}
