import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { type Clock, entriesUpTo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

const MAX_REMEMBERED = 10_000;

/** When something was used last is noted no more often. */
const NOTE_EVERY_MS = 60_000;

/** Notes when things were used last, to the minute. */
export class UseNotes {
  readonly #logger = new Logger(UseNotes.name);
  readonly #notedAtMs = new LRUCache<string, number>(entriesUpTo(MAX_REMEMBERED));

  constructor(
    private readonly clock: Clock,
    private readonly write: (id: string, at: Date) => Promise<unknown>,
  ) {}

  /** Returns at once; what cannot be written is left out. */
  note(id: string): void {
    const nowMs = this.clock.wallMs();
    if (nowMs - (this.#notedAtMs.get(id) ?? -Infinity) < NOTE_EVERY_MS) return;
    this.#notedAtMs.set(id, nowMs);
    this.write(id, new Date(nowMs)).catch((error: unknown) =>
      this.#logger.debug({ code: errorCode(error) }, 'When something was used is not noted'),
    );
  }
}
