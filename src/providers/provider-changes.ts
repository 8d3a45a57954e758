import type { ProviderJson } from './provider.schema';

export type ProviderChange = {
  readonly type: 'created' | 'updated' | 'deleted';
  readonly providerId: string;
  /** As REST shows it; absent when it is gone. */
  readonly provider?: ProviderJson;
};

/** Tells other rooms that somebody added, changed or took away a server of language models here. */
export class ProviderChanges {
  readonly #listeners = new Set<(change: ProviderChange) => void>();

  /** @param listener Must not throw. @returns ends it. */
  listen(listener: (change: ProviderChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(change: ProviderChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
