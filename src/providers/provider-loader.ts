import { RowLoader } from '@vox/database';

/** Reads the servers that may be asked. */
export abstract class ProviderLoader extends RowLoader {
  /** What was warned of, by row and what is stored of it. */
  readonly #warned = new Set<string>();

  constructor() {
    super('Providers', 'providers');
  }

  /** Tells once of a row that cannot be asked. */
  protected warn(
    { id: providerId, name: provider, apiKey }: StoredRow,
    problem: string | undefined,
  ): void {
    const seen = `${providerId} ${apiKey ?? ''}`;
    if (!this.#warned.has(seen)) {
      this.logger.warn({ providerId, provider, problem }, 'A provider is not asked');
    }
    this.#warned.add(seen);
  }
}

type StoredRow = { readonly id: string; readonly name: string; readonly apiKey: string | null };
