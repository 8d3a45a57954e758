import { Injectable } from '@nestjs/common';
import type { LlmProviderEntity } from '@vox/database';

import { type LlmProviderRow, llmRowKinds } from '../llm';
import { SecretBox, secretPurpose } from '../secrets';
import { openedKey } from './opened-key';

/** A row ready to be asked, or why it cannot be. */
export type OpenedRow =
  | { readonly row: LlmProviderRow; readonly problem?: undefined }
  | { readonly row?: undefined; readonly problem: string };

/** Seals and opens the keys of rows. */
@Injectable()
export class ProviderKeys {
  constructor(private readonly secrets: SecretBox) {}

  async seal(id: string, apiKey: string): Promise<string> {
    return this.secrets.seal(apiKey, secretPurpose('llm_providers.api_key', id));
  }

  async open(entity: LlmProviderEntity): Promise<OpenedRow> {
    const { id, name, baseUrl, defaultModel } = entity;
    const kind = llmRowKinds.find((one) => one === entity.kind);
    if (kind === undefined) return { problem: `kind: ${entity.kind} is of another version` };
    const bare = {
      id,
      name,
      kind,
      ...(baseUrl === null ? {} : { baseUrl }),
      ...(defaultModel === null ? {} : { model: defaultModel }),
    };
    const { problem, ...key } = await openedKey(this.secrets, 'llm_providers.api_key', entity);
    return problem === undefined ? { row: { ...bare, ...key } } : { problem };
  }
}
