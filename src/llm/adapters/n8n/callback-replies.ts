import { randomUUID } from 'node:crypto';

import {
  type Clock,
  type DeliveredReply,
  type DeliveryOutcome,
  entriesUpTo,
} from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

/** Longer than any workflow is waited for; one that calls back later is taken for one that never does. */
const OWED_MS = 600_000;
/** Sessions of which it is remembered what was asked. */
const MAX_SESSIONS = 10_000;
const MAX_TURNS_REMEMBERED = 16;

/** How the request ended that a reply was awaited for. */
type RunEnd =
  /** The workflow answered in it. */
  | 'answered'
  /** No workflow was run. */
  | 'not-run'
  /** It may still call. */
  | 'owed';

type Run = {
  readonly turnId: string;
  readonly resolve: (reply: DeliveredReply) => void;
  isTaken: boolean;
  isAnswering: boolean;
  /** A reply came that may have been this one. */
  isDoubtful: boolean;
  isPaid: boolean;
};

type Session = {
  readonly waiting: Map<string, Run>;
  /** Runs that nobody waits for any more and that may still call, the oldest first. */
  owed: { readonly turnId: string; readonly untilMs: number }[];
  /** How often each turn was asked for. */
  readonly asked: Map<string, number>;
};

/** A reply that may be delivered while, or after, the request to the workflow is open. Its owner closes it. */
export type AwaitedReply = {
  /** By which the workflow says what it replies to. A turn that is asked for again (more was said) has another one. */
  readonly turnId: string;
  /** Resolves when it is delivered; never when it is not. */
  readonly delivered: Promise<DeliveredReply>;
  /** It was delivered, and whoever delivered it was told that it will be spoken. */
  readonly hasArrived: boolean;
  /** The answer to the request is spoken: from now on a delivery is refused. */
  answering(): void;
  close(end: RunEnd): void;
};

/**
 * Replies that workflows give later, by calling the server.
 *
 * A reply that names its turn is for that turn alone. One that names none is taken only while it can be for one turn only:
 * one waits, and no run of an earlier turn of the session (interrupted, given up, answered without words) may still call.
 */
export class CallbackReplies {
  readonly #sessions = new LRUCache<string, Session>(entriesUpTo(MAX_SESSIONS));

  constructor(private readonly clock: Clock) {}

  /** Before the request is sent: a quick workflow delivers before it has answered. */
  expect(sessionId: string, turnId: string = randomUUID()): AwaitedReply {
    const session = this.#session(sessionId);
    const id = asked(session, turnId);
    const { promise, resolve } = Promise.withResolvers<DeliveredReply>();
    const run: Run = {
      turnId: id,
      resolve,
      isTaken: false,
      isAnswering: false,
      isDoubtful: false,
      isPaid: false,
    };
    session.waiting.set(id, run);
    return {
      turnId: id,
      delivered: promise,
      get hasArrived() {
        return run.isTaken;
      },
      answering: () => void (run.isAnswering = true),
      close: (end) => {
        if (!session.waiting.delete(id)) return;
        if (end === 'not-run') session.asked.set(turnId, (session.asked.get(turnId) ?? 1) - 1);
        if (end !== 'owed' || run.isTaken || run.isPaid) return;
        session.owed.push({ turnId: id, untilMs: this.clock.nowMs() + OWED_MS });
      },
    };
  }

  /** Hands the reply over to the turn it is for, or says why not. */
  deliver(sessionId: string, reply: DeliveredReply): DeliveryOutcome {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return 'nobody-waits';
    const nowMs = this.clock.nowMs();
    session.owed = session.owed.filter(({ untilMs }) => nowMs < untilMs);
    return reply.turnId === undefined
      ? deliverUnnamed(session, reply)
      : deliverNamed(session, reply, reply.turnId);
  }

  #session(id: string): Session {
    const found = this.#sessions.get(id);
    if (found !== undefined) return found;
    const session: Session = { waiting: new Map(), owed: [], asked: new Map() };
    this.#sessions.set(id, session);
    return session;
  }
}

function deliverNamed(session: Session, reply: DeliveredReply, turnId: string): DeliveryOutcome {
  const run = session.waiting.get(turnId);
  if (run !== undefined) return take(run, reply);
  session.owed = session.owed.filter((owed) => owed.turnId !== turnId);
  return openRuns(session).length > 0 ? 'other-turn' : 'nobody-waits';
}

function deliverUnnamed(session: Session, reply: DeliveredReply): DeliveryOutcome {
  const open = openRuns(session);
  const [run] = open;
  if (run === undefined) {
    session.owed.shift();
    return 'nobody-waits';
  }
  if (open.length === 1 && session.owed.length === 0 && !run.isDoubtful) return take(run, reply);
  // One run has called, and nobody knows which: the one that waits may have been it.
  for (const each of open) each.isDoubtful = true;
  if (session.owed.shift() === undefined) run.isPaid = true;
  return 'ambiguous';
}

function openRuns(session: Session): Run[] {
  return [...session.waiting.values()].filter(({ isTaken }) => !isTaken);
}

function take(run: Run, reply: DeliveredReply): DeliveryOutcome {
  if (run.isTaken) return 'nobody-waits';
  if (run.isAnswering) return 'answered';
  run.isTaken = true;
  run.resolve(reply);
  return 'taken';
}

/** The id under which the turn is asked for now: its own, and a numbered one when it is asked for again. */
function asked(session: Session, turnId: string): string {
  const times = (session.asked.get(turnId) ?? 0) + 1;
  session.asked.delete(turnId);
  session.asked.set(turnId, times);
  const [oldest] = session.asked.keys();
  if (session.asked.size > MAX_TURNS_REMEMBERED && oldest !== undefined) {
    session.asked.delete(oldest);
  }
  return times === 1 ? turnId : `${turnId}.${times}`;
}
