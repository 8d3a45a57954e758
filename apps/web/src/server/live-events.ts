import type { EventsControl, EventsClientEvent, LiveEvent, LiveEventName } from '@vox/protocol';

import { pause, reconnectDelayMs } from '../voice/backoff';
import type { Access } from './access';

type Follower = {
  /** Which session; all that this person may know of when absent. */
  readonly sessionId?: string;
  /** Which events; all when absent. */
  readonly events?: readonly LiveEventName[];
  readonly onEvent: (event: LiveEvent) => void;
  /** Not all that happened was told: what is shown has to be asked for anew. */
  readonly onGap: (place: GapPlace) => void;
};

/** Before the first event, or after some: what had begun by then may be over, and nobody has told of its end. */
export type GapPlace = 'beginning' | 'midway';

/** Where the stream had come to when it broke. */
type Place = { epoch: string | undefined; seq: number };

const LIVE_PATH = 'ws/events';

/** RFC 6455 §7.4.1, as the server uses it: who asks may not, or may not any more. */
const POLICY_VIOLATION = 1008;

/** What became of one connection. */
type Ending = { readonly isRefused: boolean; readonly hasFollowed: boolean };

/**
 * Follows what happens in sessions until `signal` aborts; a lost connection is made again, and what was missed comes first. Ends too
 * where the server refuses who asks: to try the same again would count as guessing, and shut the door for everybody at this address.
 * What is shown is asked for once more then, by which the page learns why.
 */
export async function followEvents(
  server: { readonly baseUrl: string; readonly access: Access },
  follower: Follower,
  signal: AbortSignal,
): Promise<void> {
  const place: Place = { epoch: undefined, seq: 0 };
  let attempt = 0;
  while (!signal.aborted) {
    const { isRefused, hasFollowed } = await listen(eventsUrl(server), follower, place, signal);
    if (isRefused && !signal.aborted) return follower.onGap('midway');
    // The server opens a connection before it knows whether there is room for it.
    attempt = hasFollowed ? 0 : attempt + 1;
    await pause(reconnectDelayMs(attempt), signal);
  }
}

/** One connection, to its end. */
function listen(
  url: string,
  follower: Follower,
  place: Place,
  signal: AbortSignal,
): Promise<Ending> {
  const socket = new WebSocket(url);
  const close = () => socket.close();
  let hasFollowed = false;
  signal.addEventListener('abort', close);
  socket.addEventListener('open', () => {
    socket.send(JSON.stringify(subscription(follower, place)));
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as LiveEvent | EventsControl;
    if (message.event === 'subscribed') hasFollowed = true;
    receive(message, follower, place);
  });
  return new Promise((resolve) => {
    socket.addEventListener('close', ({ code }) => {
      signal.removeEventListener('abort', close);
      resolve({ isRefused: code === POLICY_VIOLATION, hasFollowed });
    });
  });
}

function subscription({ sessionId, events }: Follower, { epoch, seq }: Place): EventsClientEvent {
  return {
    event: 'subscribe',
    data: {
      ...(sessionId !== undefined && { session_id: sessionId }),
      ...(events !== undefined && { events: [...events] }),
      ...(epoch !== undefined && { after_seq: seq, epoch }),
    },
  };
}

function receive(
  message: LiveEvent | EventsControl,
  { sessionId, events, onEvent, onGap }: Follower,
  place: Place,
): void {
  switch (message.event) {
    case 'status_update':
      return;
    case 'subscribed':
      // What was said between the page's own questions and now was told to nobody here.
      if (place.epoch === undefined) onGap('beginning');
      place.epoch = message.data.epoch;
      place.seq = Math.max(place.seq, message.data.next_seq - 1);
      return;
    case 'gap':
      place.epoch = message.data.epoch;
      place.seq = message.data.next_seq - 1;
      return onGap('midway');
    case 'events_dropped':
      return onGap('midway');
    case 'error':
    case 'pong':
      return;
    default:
      place.seq = message.seq;
      // Before `subscribe` has taken hold, everything is told.
      if (events !== undefined && !events.includes(message.event)) return;
      if (sessionId === undefined || isIn(sessionId, message)) onEvent(message);
  }
}

function isIn(sessionId: string, { data }: LiveEvent): boolean {
  return 'session_id' in data && data.session_id === sessionId;
}

/** Browsers cannot set headers on a WebSocket, so the key travels in the address. */
function eventsUrl({ baseUrl, access }: { readonly baseUrl: string; readonly access: Access }) {
  const url = new URL(LIVE_PATH, new URL('.', baseUrl));
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (access.apiKey !== null) url.searchParams.set('api_key', access.apiKey);
  return url.href;
}
