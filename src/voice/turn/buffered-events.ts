import type { VoiceEvent } from '@vox/voice-core';

/** Keeps events back until it is certain that they happen. */
export class BufferedEvents {
  #buffered: VoiceEvent[] = [];
  #emit: ((event: VoiceEvent) => void) | undefined;

  readonly push = (event: VoiceEvent): void => {
    if (this.#emit === undefined) this.#buffered.push(event);
    else this.#emit(event);
  };

  /** Gives `emit` the event `first`, then what was buffered; from now on each event as it comes. */
  release(emit: (event: VoiceEvent) => void, first: VoiceEvent): void {
    const buffered = this.#buffered;
    this.#buffered = [];
    this.#emit = emit;
    for (const event of [first, ...buffered]) emit(event);
  }
}
