/** How often an operation was asked, and what it answered. */
export type OperationCount = {
  cases: number;
  /** Of them, answered below 300. */
  accepted: number;
  /** Their answers', added up. */
  ms: number;
  readonly statuses: Map<number, number>;
};

export class FuzzResult {
  /** Requests and messages that were sent. */
  cases = 0;
  sockets = 0;
  /** Of bytes that are no request. */
  raw = 0;
  readonly operations = new Map<string, OperationCount>();
  /** By the path of the socket and the name that they have there, or `other`. */
  readonly messages = new Map<string, number>();
  readonly errorCodes = new Map<string, number>();
  /** What must not be, with what led to it. */
  readonly faults: string[] = [];

  countAnswer(operationId: string, status: number, isOwn: boolean, ms: number): void {
    const count = this.operations.get(operationId) ?? {
      cases: 0,
      accepted: 0,
      ms: 0,
      statuses: new Map(),
    };
    this.operations.set(operationId, count);
    count.cases += 1;
    count.ms += ms;
    if (isOwn && status < 300) count.accepted += 1;
    add(count.statuses, status);
  }

  countMessage(path: string, name: string): void {
    add(this.messages, `${path} ${name}`);
  }

  countError(code: string): void {
    add(this.errorCodes, code);
  }

  /** A line for each operation and each kind of message. */
  table(): string {
    const operations = [...this.operations].map(
      ([id, { cases, accepted, ms, statuses }]) =>
        `${id.padEnd(26)} ${String(cases).padStart(6)} ${String(accepted).padStart(6)} ${(ms / cases).toFixed(1).padStart(8)}  ${listOf(statuses)}`,
    );
    const messages = [...this.messages]
      .sort()
      .map(([name, count]) => `${name.padEnd(44)} ${count}`);
    return [
      'operation                   cases    2xx  ms each  answers',
      ...operations,
      '',
      'messages',
      ...messages,
      '',
      `raw requests: ${this.raw}; sockets: ${this.sockets}; errors told on sockets: ${listOf(this.errorCodes)}`,
    ].join('\n');
  }
}

function listOf(counts: ReadonlyMap<unknown, number>): string {
  return [...counts]
    .sort(([one], [other]) => String(one).localeCompare(String(other)))
    .map(([what, count]) => `${String(what)}: ${count}`)
    .join(', ');
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
