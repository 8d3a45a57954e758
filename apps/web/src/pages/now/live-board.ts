import type { Schemas } from '@vox/api-client';
import type { LiveEvent, LiveEventName } from '@vox/protocol';

export type LiveSession = Schemas['LiveSession'];

/** What was said last, as it comes. */
type Words = {
  readonly turnId: string;
  readonly by: 'agent' | 'person';
  /** Who, where several take part. */
  readonly name: string | null;
  readonly text: string;
};

export type LiveRow = {
  readonly session: LiveSession;
  readonly words: Words | null;
  /** When an event changed it last (`performance.now`): an answer that was asked for before is older. */
  readonly changedAtMs: number;
};

/** Sessions that go on, by their ids, in the order in which the server told them. */
export type Board = ReadonlyMap<string, LiveRow>;

/** Those that change what is shown. */
export const BOARD_EVENTS = [
  'session_started',
  'session_ended',
  'agent_state',
  'agent_muted',
  'agent_changed',
  'speaker_started',
  'speaker_stopped',
  'partial_transcript',
  'final_transcript',
  'ai_response_start',
  'ai_response_chunk',
  'turn_complete',
] as const satisfies readonly LiveEventName[];

/** More of an answer than this is not shown in a row. */
const MOST_CHARACTERS = 400;

/** Whether all has to be asked for anew: the event names what the board does not know. */
export function isNews(event: LiveEvent): boolean {
  return event.event === 'session_started' || event.event === 'agent_changed';
}

/** The board as the server told it, asked for at `askedAtMs`: what events have changed since then stays. */
export function withAnswer(
  board: Board,
  sessions: readonly LiveSession[],
  askedAtMs: number,
): Board {
  return new Map(
    sessions.map((session) => {
      const known = board.get(session.id);
      if (known === undefined) return [session.id, { session, words: null, changedAtMs: 0 }];
      const isNewer = known.changedAtMs > askedAtMs;
      const moment = isNewer ? momentOf(known.session) : {};
      return [session.id, { ...known, session: { ...session, ...moment } }];
    }),
  );
}

/** The board after these events. */
export function withEvents(board: Board, events: readonly LiveEvent[], nowMs: number): Board {
  const rows = new Map(board);
  for (const event of events) {
    const id = 'session_id' in event.data ? event.data.session_id : undefined;
    const row = id === undefined ? undefined : rows.get(id);
    if (id === undefined || row === undefined) continue;
    if (event.event === 'session_ended') rows.delete(id);
    else rows.set(id, { ...row, ...changed(row, event), changedAtMs: nowMs });
  }
  return rows;
}

/** What events tell of a session. */
function momentOf({ state, muted, speaking, people, last_turn }: LiveSession) {
  return { state, muted, speaking, people, last_turn };
}

function changed(row: LiveRow, event: LiveEvent): Partial<LiveRow> {
  const { session } = row;
  switch (event.event) {
    case 'agent_state':
      return { session: { ...session, state: event.data.state } };
    case 'agent_muted':
      return { session: { ...session, muted: event.data.muted } };
    case 'speaker_started':
      return { session: speaks(session, event.data.speaker, true) };
    case 'speaker_stopped':
      return { session: speaks(session, event.data.speaker, false) };
    case 'partial_transcript':
    case 'final_transcript': {
      const { turn_id: turnId, text, speaker } = event.data;
      return { words: { turnId, by: 'person', name: speaker?.name ?? null, text: end(text) } };
    }
    case 'ai_response_start':
      return answerOf(row, event.data.turn_id) === undefined ? {} : { words: null };
    case 'ai_response_chunk': {
      const { turn_id: turnId, text } = event.data;
      const before = answerOf(row, turnId) ?? '';
      return { words: { turnId, by: 'agent', name: null, text: end(before + text) } };
    }
    case 'turn_complete':
      return { session: { ...session, last_turn: event.data.latency as LiveSession['last_turn'] } };
    default:
      return {};
  }
}

/** What is shown of the answer of that turn; undefined where something else is shown. */
function answerOf({ words }: LiveRow, turnId: string): string | undefined {
  return words?.by === 'agent' && words.turnId === turnId ? words.text : undefined;
}

function speaks(
  session: LiveSession,
  speaker: { readonly id: string; readonly name: string } | undefined,
  speaking: boolean,
): LiveSession {
  if (speaker === undefined) return { ...session, speaking };
  const others = session.people.filter(({ id }) => id !== speaker.id);
  const { id, name } = speaker;
  const isKnown = others.length < session.people.length;
  const people = isKnown
    ? session.people.map((one) => (one.id === id ? { ...one, speaking } : one))
    : [...others, { id, name, speaking }];
  return { ...session, people };
}

/** The end of it: the newest words. */
function end(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `…${text.slice(-MOST_CHARACTERS)}`;
}
