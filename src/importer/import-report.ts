const KINDS = ['agents', 'providers', 'sessions', 'messages'] as const;
export type ImportedKind = (typeof KINDS)[number];

const NAMES = {
  agents: 'agents',
  providers: 'language model providers',
  sessions: 'sessions',
  messages: 'messages',
} as const satisfies Record<ImportedKind, string>;

type Counts = { brought: number; present: number; left: number };

/** What became of everything that VoxBridge 1 had. It names agents and providers, and holds no words and no secret. */
export class ImportReport {
  readonly counts: Readonly<Record<ImportedKind, Counts>> = {
    agents: { brought: 0, present: 0, left: 0 },
    providers: { brought: 0, present: 0, left: 0 },
    sessions: { brought: 0, present: 0, left: 0 },
    messages: { brought: 0, present: 0, left: 0 },
  };
  readonly #renamed: string[] = [];
  readonly #notes: string[] = [];
  /** By reason. */
  readonly #left = new Map<string, number>();

  brought(kind: ImportedKind, count = 1): void {
    this.counts[kind].brought += count;
  }

  /** Brought by an earlier import. */
  present(kind: ImportedKind, count = 1): void {
    this.counts[kind].present += count;
  }

  left(kind: ImportedKind, why: string, count = 1): void {
    this.counts[kind].left += count;
    const reason = `${NAMES[kind]}: ${why}`;
    this.#left.set(reason, (this.#left.get(reason) ?? 0) + count);
  }

  renamed(what: string, from: string, to: string): void {
    this.#renamed.push(`${what} "${from}" is "${to}" here: the name was taken`);
  }

  /** Of something that was brought, what was not. */
  note(line: string): void {
    this.#notes.push(line);
  }

  lines(): string[] {
    const left = [...this.#left].map(([reason, count]) => `${count} ${reason}`);
    return [
      ...KINDS.map((kind) => {
        const { brought, present, left: count } = this.counts[kind];
        return `${NAMES[kind]}: ${brought} brought, ${present} there already, ${count} left out`;
      }),
      ...section('Renamed', this.#renamed),
      ...section('Left out', left),
      ...section('To know', this.#notes),
    ];
  }
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
