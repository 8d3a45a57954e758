import type { VoiceEvent } from '@vox/voice-core';

/** Keeps events back until it is certain that they happen. */
export class HeldEvents {
  #held: VoiceEvent[] | undefined = [];

  constructor(private readonly emit: (event: VoiceEvent) => void) {}

  readonly push = (event: VoiceEvent): void => {
    if (this.#held === undefined) this.emit(event);
    else this.#held.push(event);
  };

  /** Lets out `first`, then what was held; from now on nothing is held. */
  release(first: VoiceEvent): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of [first, ...held]) this.emit(event);
  }
}
