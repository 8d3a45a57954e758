import type { VoiceEvent } from '@vox/voice-core';

import type { Span } from '../../eval/audio-tools';
import { chronicle, type UserDeed } from './chronicle';
import type { Stage } from './stage';

export type EventOf<Type extends VoiceEvent['type']> = Extract<VoiceEvent, { type: Type }> & {
  readonly atMs: number;
};

/** Nobody waits longer for anything to begin. */
export const PATIENCE_MS = 8000;

/** Network, jitter buffer and detection tell of a sound this late at most. */
const HEARD_LATE_MS = 600;

/** Looks on: knows what happened, what the user did, and which events no step was about yet. */
export class Witness {
  readonly #deeds: UserDeed[] = [];
  /** Per type of event, how many were told of already: each step is about the next one. */
  readonly #told = new Map<VoiceEvent['type'], number>();

  constructor(readonly stage: Stage) {}

  /** The user begins something now that takes `ms`. */
  note(what: string, ms: number): void {
    const { nowMs } = this.stage;
    this.#deeds.push({ what, span: { startMs: nowMs, endMs: nowMs + ms } });
  }

  /** All that happened, for a person. */
  account(): string {
    return chronicle(this.stage, this.#deeds);
  }

  /** What the user did last. */
  get lastDeed(): Span {
    return this.#deeds.at(-1)?.span ?? { startMs: 0, endMs: 0 };
  }

  /** Whether the user made a sound between these instants. */
  madeSound(fromMs: number, toMs: number): boolean {
    return this.#deeds.some(
      ({ span }) => span.endMs > span.startMs && span.startMs <= toMs && span.endMs >= fromMs,
    );
  }

  /** @throws Error when the user was heard to speak where nobody but the agent made a sound. */
  checkSpeechStarts(): void {
    if (this.stage.room.isShared) return;
    const invented = this.all('speech-start').find(
      ({ atMs }) => !this.madeSound(atMs - HEARD_LATE_MS, atMs),
    );
    if (invented === undefined) return;
    throw new Error(`the user was heard to speak at ${invented.atMs.toFixed(0)} ms, who did not`);
  }

  /** The next event of this type that no step was about yet. Waits for it, at most `withinMs`. */
  async next<Type extends VoiceEvent['type']>(
    type: Type,
    withinMs = PATIENCE_MS,
  ): Promise<EventOf<Type> | undefined> {
    const told = this.#told.get(type) ?? 0;
    await this.waitFor(() => this.all(type).length > told, withinMs);
    const event = this.all(type)[told];
    if (event !== undefined) this.#told.set(type, told + 1);
    return event;
  }

  /** Those of this type that no step was about yet. */
  untold<Type extends VoiceEvent['type']>(type: Type): EventOf<Type>[] {
    return this.all(type).slice(this.#told.get(type) ?? 0);
  }

  all<Type extends VoiceEvent['type']>(type: Type): EventOf<Type>[] {
    return this.stage.events.flatMap(({ atMs, event }) =>
      event.type === type ? [{ ...(event as Extract<VoiceEvent, { type: Type }>), atMs }] : [],
    );
  }

  /** The user keeps quiet until `isSo`, or for `withinMs`. */
  async waitFor(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const deadlineMs = this.stage.nowMs + withinMs;
    while (!isSo() && this.stage.nowMs < deadlineMs) await this.stage.pass();
    return isSo();
  }

  /** The user keeps quiet until it is `atMs`. */
  async passTo(atMs: number): Promise<void> {
    while (this.stage.nowMs < atMs) await this.stage.pass();
  }
}
