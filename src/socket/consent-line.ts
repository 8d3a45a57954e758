import type { AgentConfig, SessionInput } from '@vox/voice-core';

import type { ConsentSeat, Needed } from '../consents';
import type { ClientSocket } from './client-socket';

/** A client that is asked what it allows, and told what it has. */
export class ConsentLine {
  readonly #stop: () => void;

  constructor(
    private readonly seat: ConsentSeat,
    private readonly socket: Pick<ClientSocket, 'send'>,
    private readonly sessionId: string,
  ) {
    this.#stop = seat.onChange((kind, given) => {
      this.socket.send({ event: 'consent_changed', data: { session_id: sessionId, kind, given } });
      // Their answer was deleted with the session: nobody would know why they are not heard.
      if (!given) this.#ask(this.seat.unanswered);
    });
  }

  /** They talk with `agent` from now on, which may want to be allowed something. */
  talkWith(agent: AgentConfig): void {
    this.seat.talkWith(agent);
    for (const kind of this.seat.given) {
      const data = { session_id: this.sessionId, kind, given: true };
      this.socket.send({ event: 'consent_changed', data });
    }
    this.#ask(this.seat.wanting);
  }

  /**
   * What they do, without what they say while they may not be heard. Of sound its silence is left: by it the loop tells time.
   */
  heard(input: AsyncIterable<SessionInput>): AsyncIterable<SessionInput> {
    return this.seat.mayGoUnheard ? this.#heard(input) : input;
  }

  /** They are not told any more. Idempotent. */
  close(): void {
    this.#stop();
  }

  async *#heard(input: AsyncIterable<SessionInput>): AsyncGenerator<SessionInput, void, void> {
    for await (const item of input) {
      if (this.seat.isHeard) yield item;
      else if (item.type === 'audio') {
        const { pcm } = item.frame;
        yield { ...item, frame: { ...item.frame, pcm: new Int16Array(pcm.length) } };
      } else if (item.type === 'text') this.#ask(this.seat.wanting);
      else yield item;
    }
  }

  #ask({ kinds, required }: Needed): void {
    if (kinds.length === 0) return;
    void this.seat.ask(kinds);
    this.socket.send({
      event: 'consent_required',
      data: { session_id: this.sessionId, kinds: [...kinds], required: [...required] },
    });
  }
}
