import {
  type AdmissionSlot,
  AdmissionSlots,
  AsyncQueue,
  type AudioSink,
  childController,
  type SessionInput,
  type Speaker,
  untilAborted,
  type VoiceEvent,
} from '@vox/voice-core';
import { randomUUID } from 'node:crypto';

import type { LiveView } from './live-view';

/**
 * Somebody who takes part in a session that lives on another channel.
 *
 * They hear the agent and everything that is told of the session, and speak and type in it as one more person, `speaker`,
 * with a listener of their own: in a group as in one person's session, whose own words go without a name. The channel owns
 * what it gives, as for a session of its own.
 */
export type Guest = {
  readonly speaker: Speaker;
  readonly input: AsyncIterable<SessionInput>;
  readonly audioOut: AudioSink;
  readonly signal: AbortSignal;
};

/** What a guest may do in the session; `leave` once, in the end. */
export type AdmittedGuest = {
  readonly take: (item: Exclude<SessionInput, { type: 'speaker-left' }>) => void;
  readonly leave: () => void;
};

/** People beyond these would only listen: each costs an encoder and a stream of events. */
const MAX_GUESTS = 16;

/** A page that was refused for this tries again when somebody may have left. */
const FULL = { message: 'Too many people have joined this conversation.', retryAfterMs: 10_000 };

/** Events waiting for a guest's channel, which takes them without waiting for its client. */
const EVENT_QUEUE_LIMIT = 10_000;

/** Where a guest is let in. */
export type Host = {
  readonly view: Pick<LiveView, 'state' | 'isMuted' | 'recordingId'>;
  admit(guest: Guest & { readonly id: string }): AdmittedGuest;
};

/** Who takes part in one session from another channel, and what they are told of it. */
export class Guests {
  readonly #events = new Set<AsyncQueue<VoiceEvent>>();
  readonly #slots = new AdmissionSlots(MAX_GUESTS, FULL);
  #isClosed = false;

  emit(event: VoiceEvent): void {
    for (const events of this.#events) events.push(event);
  }

  /** The session is over: everybody's events end. */
  close(): void {
    this.#isClosed = true;
    for (const events of this.#events) events.close();
  }

  /** @throws CapacityError when too many are there, or are coming. */
  reserve(): AdmissionSlot {
    return this.#slots.take();
  }

  /**
   * Lets `guest` take part in `host` until their input ends, their signal aborts or the session is over.
   * @param reserved A slot of `reserve`; one is taken for as long as it lasts where there is none.
   * @throws CapacityError
   */
  async *host(
    host: Host,
    guest: Guest,
    reserved?: AdmissionSlot,
  ): AsyncGenerator<VoiceEvent, void, void> {
    const slot = this.#slots.has(reserved) ? undefined : this.reserve();
    const events = new AsyncQueue<VoiceEvent>(EVENT_QUEUE_LIMIT);
    const { controller, release } = childController(guest.signal);
    const admitted = host.admit({ ...guest, signal: controller.signal, id: randomUUID() });
    this.#events.add(events);
    if (this.#isClosed) events.close();
    const { state, isMuted, recordingId } = host.view;
    if (recordingId !== undefined) events.push({ type: 'recording-start', recordingId });
    events.push({ type: 'agent-state', state });
    if (isMuted) events.push({ type: 'agent-mute', isMuted });
    const taking = take(guest, admitted, controller.signal).finally(() => events.close());
    try {
      yield* untilAborted(events, controller.signal);
    } finally {
      slot?.release();
      this.#events.delete(events);
      admitted.leave();
      controller.abort('hang-up');
      release();
      await taking;
    }
  }
}

async function take(guest: Guest, admitted: AdmittedGuest, signal: AbortSignal): Promise<void> {
  for await (const item of untilAborted(guest.input, signal)) {
    if (item.type !== 'speaker-left') admitted.take(item);
  }
}
