import type { VoiceView } from './voice-view';

/** Holds the current view and tells its listeners about the next one. */
export class ViewStore {
  private readonly listeners = new Set<() => void>();

  constructor(private view: VoiceView) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): VoiceView => this.view;

  update(change: Partial<VoiceView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
