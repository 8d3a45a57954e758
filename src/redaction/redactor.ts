import { Injectable } from '@nestjs/common';

import { AppConfig } from '../config';
import { Placeholders } from './placeholders';

/** Leaves out of what is stored what the server is set to leave out. Nothing, where it is set to nothing. */
@Injectable()
export class Redactor {
  constructor(private readonly config: AppConfig) {}

  /** Something is left out. */
  get isOn(): boolean {
    return this.config.privacy.REDACT_STORED.length > 0;
  }

  /** @param language BCP 47, where it is known. */
  stored(text: string, language?: string): string {
    return this.isOn ? this.#placeholders.redacted(text, language) : text;
  }

  /** The same of JSON as a model wrote it: it stays JSON. Of what is none, the same as of a text. */
  storedJson(json: string, language?: string): string {
    return this.isOn ? this.#placeholders.redactedJson(json, language) : json;
  }

  /** Each text by itself: of what is stored, nobody has to find out what a placeholder stands for. */
  get #placeholders(): Placeholders {
    return new Placeholders(this.config.privacy.REDACT_STORED);
  }
}
