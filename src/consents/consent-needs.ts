import { Injectable } from '@nestjs/common';
import type { ConsentKind } from '@vox/protocol';
import type { AgentConfig } from '@vox/voice-core';

import { AppConfig } from '../config';

/** What people are asked for who talk with an agent. */
export type Needed = {
  readonly kinds: readonly ConsentKind[];
  /** Those without which they are not heard. */
  readonly required: readonly ConsentKind[];
};

type Wants = (agent: AgentConfig) => boolean;

/** Which agents want which consents. Rooms say so of what they do, when the server starts. */
@Injectable()
export class ConsentNeeds {
  readonly #wants: { readonly kind: ConsentKind; readonly wants: Wants }[] = [];

  constructor(private readonly config: AppConfig) {
    this.add('processing', () => this.#isRequired('processing'));
  }

  /** People are asked for `kind` where `wants` says so of their agent. */
  add(kind: ConsentKind, wants: Wants): void {
    this.#wants.push({ kind, wants });
  }

  of(agent: AgentConfig): Needed {
    const wanted = this.#wants.filter(({ wants }) => wants(agent)).map(({ kind }) => kind);
    const kinds = [...new Set(wanted)];
    return { kinds, required: kinds.filter((kind) => this.#isRequired(kind)) };
  }

  /** Somebody may have to agree to something before they are heard. */
  get areRequired(): boolean {
    return this.config.privacy.CONSENT_REQUIRED.length > 0;
  }

  #isRequired(kind: ConsentKind): boolean {
    return this.config.privacy.CONSENT_REQUIRED.some((required) => required === kind);
  }
}
