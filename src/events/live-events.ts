import type { LiveEventData, LiveEventName } from '@vox/protocol';

import type { OwnedSession } from '../identity';

/** Something that happened: its name, whose it is, and what is told of it. */
export type Happening<Name extends LiveEventName = LiveEventName> = {
  readonly name: Name;
  /** Absent where it belongs to none, or whose that is was not said: then only admins see it. */
  readonly session?: OwnedSession | undefined;
  /** In the place of `session`, where whose it is was not said. */
  readonly sessionId?: string | undefined;
  /** Asked when the first client gets it, and then once. */
  readonly data: () => LiveEventData<Name>;
};

/** One place in the stream of events. */
export class StreamedEvent {
  #json: string | undefined;

  constructor(
    readonly seq: number,
    /** Epoch ms. */
    readonly atMs: number,
    private readonly happening: Happening,
  ) {}

  get name(): LiveEventName {
    return this.happening.name;
  }

  get session(): OwnedSession | undefined {
    return this.happening.session;
  }

  get sessionId(): string | undefined {
    return this.session?.sessionId ?? this.happening.sessionId;
  }

  /** As it goes to every client: made once. */
  get json(): string {
    this.#json ??= JSON.stringify({
      event: this.name,
      data: this.happening.data(),
      seq: this.seq,
      at: new Date(this.atMs).toISOString(),
    });
    return this.#json;
  }
}
