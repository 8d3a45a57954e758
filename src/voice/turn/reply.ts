import {
  type AbortReason,
  type AgentConfig,
  childController,
  prefetch,
  type Prefetched,
} from '@vox/voice-core';

import { BufferedEvents } from './buffered-events';
import { splitPieces } from '../text';
import { Thinking } from './thinking';
import { forAskers, type TurnDeps } from './turn-deps';
import type { TurnRequest } from './turn-request';
import { type SpokenFrame, Voicing } from './voicing';

/**
 * Audio synthesised ahead of what is being played: 10 s. The next sentence is ready when the one before it
 * ends, and a long reply is not synthesised in vain when the user breaks in.
 */
const READ_AHEAD_FRAMES = 500;

/** A reply that is being thought and voiced. Nothing of it is heard, shown or stored before it is performed. */
export type PreparedReply = {
  readonly request: TurnRequest;
  readonly agent: Promise<AgentConfig>;
  /** What happens in the turn, until it is performed. */
  readonly events: BufferedEvents;
  readonly thinking: Thinking;
  readonly voicing: Voicing;
  readonly frames: Prefetched<SpokenFrame>;
  /** Resolves when the first sound is there, or it is certain that none will come. */
  readonly begun: Promise<void>;
  /** The user is certainly done: what is called may be run. */
  readonly confirm: () => void;
  /** The model's work is over; what it has thought may still be voiced. */
  readonly stopThinking: () => void;
  readonly stopVoicing: () => void;
};

/**
 * Begins to answer `request`: asks the model, splits, synthesises, up to 10 s ahead of who hears it.
 *
 * Ends with `signal`. Whoever prepared it performs it, or discards it.
 */
export function prepareReply(
  request: TurnRequest,
  turnDeps: TurnDeps,
  signal: AbortSignal,
): PreparedReply {
  const deps = forAskers(turnDeps, request);
  const events = new BufferedEvents();
  const agent = deps.agent();
  agent.catch(() => undefined);
  const model = childController(signal).controller;
  const voice = childController(signal).controller;
  const certain = Promise.withResolvers<void>();
  const thinkingDeps = { ...deps, emit: events.push };
  const thinking = new Thinking(request, agent, thinkingDeps, certain.promise, model.signal);
  const pieces = splitPieces(thinking.reply());
  const wanted = () => ({ ...deps.voice?.(), ...thinking.voice });
  const { turnId } = request;
  const purpose = request.isNotice === true ? 'notice' : 'speech';
  const billing = () => ({ ...deps.payer(), purpose, turnId }) as const;
  // Of an answer that was thought already one sentence is said.
  const maySay = (sentence: number) =>
    purpose === 'notice' || sentence === 1 || deps.limit() === undefined;
  const account = { billing, maySay };
  const voicing = new Voicing(pieces, agent, wanted, account, deps, voice.signal);
  const frames = prefetch(voicing.frames(), READ_AHEAD_FRAMES);
  return {
    request,
    agent,
    events,
    thinking,
    voicing,
    frames,
    begun: frames.begin(),
    confirm: () => certain.resolve(),
    stopThinking: () => model.abort('barge-in' satisfies AbortReason),
    stopVoicing: () => voice.abort('barge-in' satisfies AbortReason),
  };
}

/** Nobody will hear `reply`, whose signal has aborted: nothing more of it is made. */
export function discardReply(reply: PreparedReply | undefined): void {
  void reply?.frames.return();
}
