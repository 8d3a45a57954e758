import { Injectable } from '@nestjs/common';

import { Consents } from '../consents';

/** Somebody who takes part in a session; without `speakerId` the one whose session it is. */
export type Heard = { readonly sessionId: string; readonly speakerId?: string | undefined };

/** They have consented to being recorded, or do not any more. */
export type ConsentChange = Heard & {
  readonly isGiven: boolean;
  /** By who came in or left: nothing was taken back. */
  readonly isByCompany?: true;
};

/** Who has consented to being recorded. Nobody has until they say so. */
@Injectable()
export class RecordingConsent {
  constructor(private readonly consents: Consents) {}

  /** Just now, from memory. */
  isGiven(who: Heard): boolean {
    return this.consents.isGiven(who, 'recording');
  }

  /** @param listener Told of each change at once; must not throw. @returns ends it. */
  listen(listener: (change: ConsentChange) => void): () => void {
    return this.consents.listen(({ kind, ...change }) => {
      if (kind === 'recording') listener(change);
    });
  }
}
