import { Injectable } from '@nestjs/common';
import type { SpeechProviderEntity } from '@vox/database';

import { SecretBox, secretPurpose } from '../../secrets';
import { openedKey } from '../opened-key';

/** A row of either service as whom it is for takes it. */
export type SpeechRow<Kind extends string> = {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly baseUrl: string;
  readonly apiKey?: string;
} & { readonly [Name in 'model' | 'voice' | 'language' | 'audioFormat']?: string } & {
  readonly [Name in 'timeoutMs' | 'maxConcurrency']?: number;
};

/** A row ready to be asked, or why it cannot be. */
export type OpenedSpeechRow<Kind extends string> =
  | { readonly row: SpeechRow<Kind>; readonly problem?: undefined }
  | { readonly row?: undefined; readonly problem: string };

/** Seals and opens the keys of rows. */
@Injectable()
export class SpeechKeys {
  constructor(private readonly secrets: SecretBox) {}

  seal(id: string, apiKey: string): Promise<string> {
    return this.secrets.seal(apiKey, secretPurpose('speech_providers.api_key', id));
  }

  /** @param kinds That are known. */
  async open<Kind extends string>(
    entity: SpeechProviderEntity,
    kinds: readonly Kind[],
  ): Promise<OpenedSpeechRow<Kind>> {
    const { id, name, baseUrl } = entity;
    const kind = kinds.find((one) => one === entity.kind);
    if (kind === undefined) return { problem: `kind: ${entity.kind} is of another version` };
    const { problem, ...key } = await openedKey(this.secrets, 'speech_providers.api_key', entity);
    if (problem !== undefined) return { problem };
    return { row: { id, name, kind, baseUrl, ...settingsOf(entity), ...key } };
  }
}

/** What it says for itself. */
function settingsOf(entity: SpeechProviderEntity) {
  const { model, voice, language, audioFormat, timeoutMs, maxConcurrency } = entity;
  const all = { model, voice, language, audioFormat, timeoutMs, maxConcurrency };
  const named = Object.entries(all).filter(([, value]) => value !== null);
  return Object.fromEntries(named) as {
    [Name in keyof typeof all]?: NonNullable<(typeof all)[Name]>;
  };
}
