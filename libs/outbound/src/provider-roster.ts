import { isDeepStrictEqual } from 'node:util';

import type { Provider } from './provider';

/** A provider by what names it: a name of the environment, or a row's id. */
export type RosterProvider = Provider & { readonly id: string };

/** What an adapter has whose servers list their models. */
export type ModelCatalogue = {
  /** @throws ProviderError when there is no list to be had. */
  readonly models?: (signal: AbortSignal) => Promise<readonly string[]>;
};

/** Somebody's wish to have `provider` asked, and what else it says of how. */
export type RosterStep = { readonly provider: string };

export type RosterOptions<P extends RosterProvider, Row> = {
  /** Those that the environment configures and asks, first to last. */
  readonly environment: readonly P[];
  /** Those that it configures and that only who names them asks. */
  readonly others?: readonly P[];
  /** How many of `environment` are asked before those that people have added; all when absent. */
  readonly before?: number;
  /** Whether anybody is asked whom the first one cannot serve; true when absent. */
  readonly fallsBack?: boolean;
  /** A provider of what people have added, known to nobody else. */
  readonly make: (row: Row) => P;
};

/** Whom a service may ask, looked up for each request. */
export type Roster<P extends RosterProvider> = {
  /** All, the server's order first, then those that only some ask. */
  readonly all: readonly P[];
  /** Whom one request asks, first to last, each with the step that names it; a step that names nobody is passed over. */
  route<Step extends RosterStep>(
    steps?: readonly Step[],
  ): readonly { readonly provider: P; readonly step?: Step }[];
};

/**
 * Every provider of one kind with its circuit breaker, shared by all sessions of the process: those that the environment
 * configures, made once, and those that people have added, which come, change and go (`setRows`).
 */
export class ProviderRoster<
  P extends RosterProvider = RosterProvider,
  Row extends { readonly id: string } = never,
> implements Roster<P> {
  #rows: ReadonlyMap<string, { readonly row: Row; readonly provider: P }> = new Map();
  readonly #options: RosterOptions<P, Row>;

  constructor(options: RosterOptions<P, Row>) {
    this.#options = options;
  }

  get all(): readonly P[] {
    return [...this.#serverOrder(), ...(this.#options.others ?? [])];
  }

  route<Step extends RosterStep>(
    steps?: readonly Step[],
  ): readonly { readonly provider: P; readonly step?: Step }[] {
    const route =
      steps === undefined
        ? this.#serverOrder().map((provider) => ({ provider }))
        : steps.flatMap((step) => {
            const provider = this.find(step.provider);
            return provider === undefined ? [] : [{ provider, step }];
          });
    return this.#options.fallsBack === false ? route.slice(0, 1) : route;
  }

  find(id: string): P | undefined {
    const { environment, others = [] } = this.#options;
    return this.#rows.get(id)?.provider ?? [...environment, ...others].find((one) => one.id === id);
  }

  /**
   * Those that people have added and that may be asked, first to last, from the next request on; one that runs goes on.
   * One that has not changed keeps its circuit and what it has learned of its server.
   */
  setRows(rows: readonly Row[]): void {
    this.#rows = new Map(
      rows.map((row) => [row.id, { row, provider: this.#known(row) ?? this.ofRow(row) }]),
    );
  }

  /** A row as a provider, known to nobody else: to try it out. */
  ofRow(row: Row): P {
    return this.#options.make(row);
  }

  #serverOrder(): P[] {
    const { environment, before = environment.length } = this.#options;
    const added = [...this.#rows.values()].map(({ provider }) => provider);
    return [...environment.slice(0, before), ...added, ...environment.slice(before)];
  }

  #known(row: Row): P | undefined {
    const known = this.#rows.get(row.id);
    return known !== undefined && isDeepStrictEqual(known.row, row) ? known.provider : undefined;
  }
}
