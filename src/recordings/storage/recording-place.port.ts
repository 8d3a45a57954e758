/** Somewhere sealed recordings lie, each by its name. */
export interface RecordingPlace {
  /** Undefined when there is none of that name. Rejects when it cannot be asked. */
  sizeOf(name: string): Promise<number | undefined>;
  /** The bytes from `from` up to `to`, which is left out. Rejects when there are none. */
  read(name: string, from: number, to: number): AsyncIterable<Uint8Array>;
  /** Also when there is none. */
  remove(name: string): Promise<void>;
  /** All names, or those of one session. */
  list(sessionId?: string): AsyncIterable<string>;
}

const NAME = /^(?<sessionId>[\da-f-]{36})_(?<id>[\da-f-]{36})\.sealed$/u;

export function nameOf(sessionId: string, id: string): string {
  return `${sessionId}_${id}.sealed`;
}

/** Which recording it is; undefined for what is none. */
export function idIn(name: string): string | undefined {
  return NAME.exec(name)?.groups?.['id'];
}

/** What the names of a session's recordings begin with. */
export function beginningOf(sessionId: string | undefined): string {
  return sessionId === undefined ? '' : `${sessionId}_`;
}
