import { CapacityError } from '@vox/voice-core';

/** A place for one that is to come, or is there. Whoever took it gives it back; doing so again changes nothing. */
export type Place = { readonly release: () => void };

/** A number of places that are taken and given back. */
export class Places {
  readonly #taken = new Set<Place>();

  /** @param full What who finds none is told, and after how long it may be worth another try. */
  constructor(
    private readonly count: number,
    private readonly full: { readonly message: string; readonly retryAfterMs: number },
  ) {}

  get areFree(): boolean {
    return this.#taken.size < this.count;
  }

  /** Whether `place` is one of these, and still held. */
  has(place: Place | undefined): boolean {
    return place !== undefined && this.#taken.has(place);
  }

  /** @throws CapacityError when none is free. */
  take(): Place {
    if (!this.areFree) throw new CapacityError(this.full.message, this.full.retryAfterMs);
    const place: Place = { release: () => void this.#taken.delete(place) };
    this.#taken.add(place);
    return place;
  }
}
