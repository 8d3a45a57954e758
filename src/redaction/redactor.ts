import { Injectable } from '@nestjs/common';
import type { PersonalKind } from '@vox/voice-core';

import { AppConfig } from '../config';
import { Placeholders } from './placeholders';

/** Leaves some kinds out of what is stored; nothing where there are none. */
export class Redaction {
  /** @param language BCP 47, where it is known. */
  constructor(
    private readonly kinds: readonly PersonalKind[],
    private readonly language?: string,
  ) {}

  /** Something is left out. */
  get isOn(): boolean {
    return this.kinds.length > 0;
  }

  stored(text: string): string {
    return this.isOn ? this.#placeholders.redacted(text, this.language) : text;
  }

  /** The same of JSON as a model wrote it: it stays JSON. Of what is none, the same as of a text. */
  storedJson(json: string): string {
    return this.isOn ? this.#placeholders.redactedJson(json, this.language) : json;
  }

  /** Each text by itself: of what is stored, nobody has to find out what a placeholder stands for. */
  get #placeholders(): Placeholders {
    return new Placeholders(this.kinds);
  }
}

/** Knows what is left out of what is stored: what the server is set to leave out, and what an agent adds. */
@Injectable()
export class Redactor {
  constructor(private readonly config: AppConfig) {}

  /**
   * @param redactStored What the agent adds, which takes nothing away.
   * @param language BCP 47, where it is known.
   */
  of(redactStored: readonly PersonalKind[] = [], language?: string): Redaction {
    return new Redaction([...this.config.privacy.REDACT_STORED, ...redactStored], language);
  }
}
