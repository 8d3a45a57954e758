import {
  AsyncQueue,
  CapacityError,
  childController,
  untilAborted,
  type VoiceEvent,
} from '@vox/voice-core';
import { randomUUID } from 'node:crypto';

import type { AdmittedGuest, Guest } from './guest';

/** People beyond these would only listen: each costs an encoder and a stream of events. */
const MAX_GUESTS = 16;

/** A page that was refused for this tries again when somebody may have left. */
const RETRY_AFTER_MS = 10_000;

/** Events waiting for a guest's channel, which takes them without waiting for its client. */
const EVENT_QUEUE_LIMIT = 10_000;

/** Where a guest is let in. */
export type Host = {
  admit(guest: Guest & { readonly id: string }): AdmittedGuest;
};

/** Who takes part in one session from another channel, and what they are told of it. */
export class Guests {
  readonly #events = new Set<AsyncQueue<VoiceEvent>>();
  #isClosed = false;

  tell(event: VoiceEvent): void {
    for (const events of this.#events) events.push(event);
  }

  /** The session is over: everybody's events end. */
  close(): void {
    this.#isClosed = true;
    for (const events of this.#events) events.close();
  }

  /** Lets `guest` take part in `host` until their input ends, their signal aborts or the session is over. */
  async *host(host: Host, guest: Guest): AsyncGenerator<VoiceEvent, void, void> {
    if (this.#events.size >= MAX_GUESTS) {
      throw new CapacityError('Too many people have joined this conversation.', RETRY_AFTER_MS);
    }
    const events = new AsyncQueue<VoiceEvent>(EVENT_QUEUE_LIMIT);
    const { controller, release } = childController(guest.signal);
    const admitted = host.admit({ ...guest, signal: controller.signal, id: randomUUID() });
    this.#events.add(events);
    if (this.#isClosed) events.close();
    events.push({ type: 'agent-state', state: admitted.state });
    const taking = take(guest, admitted, controller.signal).finally(() => events.close());
    try {
      yield* untilAborted(events, controller.signal);
    } finally {
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
