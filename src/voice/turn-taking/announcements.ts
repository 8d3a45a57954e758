import { announcement, news, type TurnRequest } from '../turn/turn-request';

/** More than anybody wants to listen to: who asks for more is refused. */
const MAX_WAITING = 20;

/** What the agent is to say of its own accord, once it may. */
export class Announcements {
  #waiting: TurnRequest[] = [];

  /** @param hasNews Whether something came of a tool too late for its turn: it is told when nothing else waits. */
  constructor(private readonly hasNews: () => boolean = () => false) {}

  /** @returns its turn's id; undefined when too much waits. */
  add(text: string, place: 'first' | 'last'): string | undefined {
    if (this.#waiting.length >= MAX_WAITING) return undefined;
    const request = announcement(text);
    if (place === 'first') this.#waiting.unshift(request);
    else this.#waiting.push(request);
    return request.turnId;
  }

  /** One that nobody has heard comes before the others. What is no announcement has no place here. */
  putBack(withdrawn: TurnRequest | undefined): void {
    if (withdrawn?.isAnnouncement === true) this.#waiting.unshift(withdrawn);
  }

  take(): TurnRequest | undefined {
    return this.#waiting.shift() ?? (this.hasNews() ? news() : undefined);
  }

  clear(): void {
    this.#waiting = [];
  }
}
