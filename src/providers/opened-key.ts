import { ConfigError } from '@vox/voice-core';

import { type SecretBox, secretPurpose, UnreadableSecretError } from '../secrets';

/** A row's key, absent where it wants none, or why it cannot be read. */
export type OpenedKey =
  { readonly apiKey?: string; readonly problem?: undefined } | { readonly problem: string };

export async function openedKey(
  secrets: SecretBox,
  column: Parameters<typeof secretPurpose>[0],
  { id, apiKey: sealed }: { readonly id: string; readonly apiKey: string | null },
): Promise<OpenedKey> {
  if (sealed === null) return {};
  try {
    return { apiKey: await secrets.open(sealed, secretPurpose(column, id)) };
  } catch (error) {
    if (!(error instanceof UnreadableSecretError || error instanceof ConfigError)) throw error;
    return { problem: `api_key: ${error.message}` };
  }
}
