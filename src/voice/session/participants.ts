import {
  childController,
  type SessionInput,
  type SessionTap,
  type Speaker,
  untilAborted,
} from '@vox/voice-core';

import type { ListenerEvent } from '../hearing/listener-event';
import type { Listener } from '../hearing/listener';

/** What somebody in the session does; `speaker` is undefined for the one whose session it is. */
export type SessionEvent = { readonly speaker: Speaker | undefined } & (
  | { readonly type: 'listener-event'; readonly event: ListenerEvent }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'left' }
);

type Participant = {
  /** Names and languages change; the newest count. Undefined for the one whose session it is. */
  speaker: Speaker | undefined;
  language?: string | undefined;
  /** False for who only listens. */
  hasTakenPart: boolean;
  /** Absent until the first sound of this person: who only reads and writes needs no listener. */
  listener?: Listener;
};

/**
 * Everybody in one session, each heard by a listener of their own.
 *
 * A listener is opened with the first sound and ends, after its last words were told, when its person leaves or the
 * session ends. Somebody who is silent costs nothing but memory.
 */
export class Participants {
  readonly #present = new Map<string, Participant>();
  readonly #listening = new Set<Promise<void>>();
  /** A listener that broke ends the session. */
  readonly #failures: unknown[] = [];
  readonly #broken = new AbortController();
  #isOver = false;

  constructor(
    private readonly isGroup: boolean,
    private readonly openListener: (
      newest: () => Speaker | undefined,
      language: () => string | undefined,
    ) => Listener,
    private readonly emit: (event: SessionEvent) => void,
    private readonly signal: AbortSignal,
    private readonly tap?: Pick<SessionTap, 'heard'>,
  ) {}

  /** How many people have spoken, or done anything else, and have not left. */
  get count(): number {
    const active = [...this.#present.values()].filter(({ hasTakenPart }) => hasTakenPart);
    return new Set(active.map(({ speaker }) => speaker?.id)).size;
  }

  /** Those with a name: of a group all, else guests. */
  get named(): readonly Speaker[] {
    const named = [...this.#present.values()].flatMap(({ speaker }) => speaker ?? []);
    return [...new Map(named.map((speaker) => [speaker.id, speaker])).values()];
  }

  /**
   * Resolves when `input` has ended or the signal aborted, and all that was heard until then is told.
   * @throws what a listener threw.
   */
  async follow(input: AsyncIterable<SessionInput>): Promise<void> {
    const { controller, release } = childController(this.signal);
    this.#broken.signal.addEventListener('abort', () => controller.abort());
    for await (const item of untilAborted(input, controller.signal)) this.take(item);
    release();
    this.#isOver = true;
    for (const { listener } of this.#present.values()) listener?.close();
    await Promise.all(this.#listening);
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  /**
   * Takes what somebody does. What the same person does through another `channel` is heard on its own; who comes through
   * another channel into one person's session is a guest there, with a name.
   */
  take(item: SessionInput, channel = ''): void {
    if (this.#isOver) return;
    if (item.type === 'speaker-left') return this.#onLeft(this.#key(item.speakerId, channel));
    const participant = this.#participant(item.speaker, channel);
    const { speaker } = participant;
    participant.hasTakenPart ||= item.type !== 'audio';
    switch (item.type) {
      case 'audio':
        this.tap?.heard(item.frame, speaker);
        this.#ears(participant).push(item);
        break;
      case 'end-of-utterance':
        participant.listener?.push(item);
        break;
      case 'text':
        this.emit({ type: 'text', text: item.text, speaker });
        break;
      case 'interrupt':
        this.emit({ type: 'interrupt', speaker });
        break;
    }
  }

  #key(speakerId: string | undefined, channel: string): string {
    return this.#hasNames(channel) ? `${channel}/${speakerId ?? ''}` : '';
  }

  /** The only one on the session's own channel needs none. */
  #hasNames(channel: string): boolean {
    return this.isGroup || channel !== '';
  }

  #participant(named: Speaker | undefined, channel: string): Participant {
    const speaker = this.#hasNames(channel) ? named : undefined;
    const key = this.#key(named?.id, channel);
    const participant = this.#present.get(key) ?? { speaker, hasTakenPart: false };
    participant.speaker = speaker;
    if (named !== undefined) participant.language = named.language;
    this.#present.set(key, participant);
    return participant;
  }

  #ears(participant: Participant): Listener {
    if (participant.listener !== undefined) return participant.listener;
    const listener = this.openListener(
      () => participant.speaker,
      () => participant.language,
    );
    participant.listener = listener;
    const listening = this.#listen(participant, listener)
      .catch((error: unknown) => {
        this.#failures.push(error);
        this.#broken.abort();
      })
      .finally(() => this.#listening.delete(listening));
    this.#listening.add(listening);
    return listener;
  }

  async #listen(participant: Participant, listener: Listener): Promise<void> {
    for await (const event of listener.listen()) {
      participant.hasTakenPart ||= event.type === 'speech-start';
      this.emit({ type: 'listener-event', event, speaker: participant.speaker });
    }
  }

  #onLeft(key: string): void {
    const participant = this.#present.get(key);
    if (participant === undefined) return;
    this.#present.delete(key);
    participant.listener?.close();
    this.emit({ type: 'left', speaker: participant.speaker });
  }
}
