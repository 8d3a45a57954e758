import type { VoiceEvent } from '@vox/voice-core';

/** Keeps events back until it is certain that they happen. */
export class BufferedEvents {
  #buffered: VoiceEvent[] | undefined = [];

  constructor(private readonly emit: (event: VoiceEvent) => void) {}

  readonly push = (event: VoiceEvent): void => {
    if (this.#buffered === undefined) this.emit(event);
    else this.#buffered.push(event);
  };

  /** Lets out `first`, then what was buffered; from now on nothing is. */
  release(first: VoiceEvent): void {
    const buffered = this.#buffered ?? [];
    this.#buffered = undefined;
    for (const event of [first, ...buffered]) this.emit(event);
  }
}
