import { randomUUID } from 'node:crypto';

import { WebSocket } from 'ws';

/** A turn whose end a client was told of. */
export type Told = {
  readonly sessionId: string;
  readonly turnId: string;
  /** What was typed; every text is typed once. */
  readonly text: string;
  readonly isUnsaved: boolean;
};

type Event = {
  readonly event: string;
  readonly data: { turn_id?: string; user_text?: string; unsaved?: true };
};

/** No turn of these takes longer; who waits for one that was killed stops then, and types the next. */
const ANSWER_TIMEOUT_MS = 10_000;
const RECONNECT_MS = 100;

/** Types one turn after the other into one session, and comes back into it whenever the socket is gone. */
export class Talker {
  readonly told: Told[] = [];
  readonly sessionId = randomUUID();
  /** Called in the moment in which a turn's end is told. */
  onTold: () => void = () => undefined;
  /** Called with how long an answer's first sound took, from the typing on. */
  onSound: (ms: number) => void = () => undefined;
  #count = 0;
  #isLeaving = false;
  #ended: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly url: () => string,
  ) {}

  talk(): void {
    this.#ended ??= this.#run();
  }

  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.#isLeaving) {
      await this.#connection();
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }

  /** One socket, until it is gone or the talker leaves. */
  async #connection(): Promise<void> {
    const socket = new WebSocket(this.url());
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    let answered: () => void = () => undefined;
    let typedAtMs: number | undefined;
    socket.on('open', () => {
      const data = { session_id: this.sessionId, user_id: this.name };
      socket.send(JSON.stringify({ event: 'start', data }));
    });
    socket.on('message', (bytes: Buffer, isBinary) => {
      if (isBinary) {
        if (typedAtMs !== undefined) this.onSound(performance.now() - typedAtMs);
        typedAtMs = undefined;
        return;
      }
      const event = JSON.parse(bytes.toString()) as Event;
      if (event.event === 'session_started') void type();
      if (event.event === 'error') answered();
      if (event.event !== 'turn_complete') return;
      this.#note(event.data);
      answered();
    });
    const type = async (): Promise<void> => {
      while (!this.#isLeaving && socket.readyState === WebSocket.OPEN) {
        const answer = new Promise<void>((resolve) => (answered = resolve));
        this.#count += 1;
        const text = `turn ${this.#count} of ${this.name}`;
        typedAtMs = performance.now();
        socket.send(JSON.stringify({ event: 'text_message', data: { text } }));
        await Promise.race([answer, closed, timeout(ANSWER_TIMEOUT_MS)]);
      }
      socket.close();
    };
    await closed;
  }

  #note({ turn_id: turnId, user_text: text, unsaved }: Event['data']): void {
    if (turnId === undefined || text === undefined) return;
    this.told.push({ sessionId: this.sessionId, turnId, text, isUnsaved: unsaved === true });
    this.onTold();
  }
}

function timeout(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
