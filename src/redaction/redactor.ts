import { Injectable } from '@nestjs/common';

import { AppConfig } from '../config';
import { findPersonal } from './detector';

/** Leaves out of what is stored what the server is set to leave out. Nothing, where it is set to nothing. */
@Injectable()
export class Redactor {
  constructor(private readonly config: AppConfig) {}

  /** Something is left out. */
  get isOn(): boolean {
    return this.config.privacy.REDACT_STORED.length > 0;
  }

  /**
   * `text` with a placeholder for each thing that is left out, such as `[PHONE_1]`: the same for the same words.
   * @param language BCP 47, where it is known.
   */
  stored(text: string, language?: string): string {
    const kinds = this.config.privacy.REDACT_STORED;
    if (kinds.length === 0) return text;
    const places = new Map<string, string>();
    const counts = new Map<string, number>();
    let redacted = '';
    let from = 0;
    for (const { kind, start, end } of findPersonal(text, language)) {
      if (!kinds.includes(kind)) continue;
      const words = text.slice(start, end);
      let place = places.get(words);
      if (place === undefined) {
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        place = `[${kind.toUpperCase()}_${count}]`;
        places.set(words, place);
      }
      redacted += text.slice(from, start) + place;
      from = end;
    }
    return redacted + text.slice(from);
  }

  /** The same of JSON as a model wrote it: it stays JSON. Of what is none, the same as of a text. */
  storedJson(json: string, language?: string): string {
    if (!this.isOn) return json;
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      // A model wrote something else: it is a text.
      return this.stored(json, language);
    }
    return JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part === 'string') return this.stored(part, language);
      if (typeof part !== 'number') return part;
      const redacted = this.stored(String(part), language);
      return redacted === String(part) ? part : redacted;
    });
  }
}
