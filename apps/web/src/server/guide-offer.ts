import type { KeyValueStore } from '../voice/browser-memory';

const HIDDEN_KEY = 'voxbridge.guide_hidden';

/** Whether Talk offers the first-run guide, in this browser. */
export class GuideOffer {
  private readonly listeners = new Set<() => void>();
  private isHidden: boolean;

  constructor(private readonly storage: KeyValueStore) {
    this.isHidden = storage.getItem(HIDDEN_KEY) !== null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): boolean => !this.isHidden;

  hide(isHidden: boolean): void {
    this.isHidden = isHidden;
    try {
      if (isHidden) this.storage.setItem(HIDDEN_KEY, 'true');
      else this.storage.removeItem(HIDDEN_KEY);
    } catch {
      // Full storage costs only that it is offered again.
    }
    for (const listener of this.listeners) listener();
  }
}
