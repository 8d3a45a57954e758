import { CapacityError } from './errors';

/** A slot for one that is to come, or is there. Whoever took it gives it back; doing so again changes nothing. */
export type AdmissionSlot = { readonly release: () => void };

/** A number of slots that are taken and given back. */
export class AdmissionSlots {
  readonly #taken = new Set<AdmissionSlot>();

  /** @param full What who finds none is told, and after how long it may be worth another try. */
  constructor(
    private readonly count: number,
    private readonly full: { readonly message: string; readonly retryAfterMs: number },
  ) {}

  get areFree(): boolean {
    return this.#taken.size < this.count;
  }

  /** Whether `slot` is one of these, and still held. */
  has(slot: AdmissionSlot | undefined): boolean {
    return slot !== undefined && this.#taken.has(slot);
  }

  /** @throws CapacityError when none is free. */
  take(): AdmissionSlot {
    if (!this.areFree) throw new CapacityError(this.full.message, this.full.retryAfterMs);
    const slot: AdmissionSlot = { release: () => void this.#taken.delete(slot) };
    this.#taken.add(slot);
    return slot;
  }
}
