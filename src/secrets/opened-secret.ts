import { ConfigError } from '@vox/voice-core';

import { type SecretBox, UnreadableSecretError } from './secret-box';

/** What was sealed, or why it cannot be read. */
export type OpenedSecret =
  | { readonly secret: string; readonly problem?: undefined }
  | { readonly secret?: undefined; readonly problem: string };

/** Opens what can wait for another key or another value: whoever asks goes on without it. */
export async function openedSecret(
  secrets: SecretBox,
  ...sealed: Parameters<SecretBox['open']>
): Promise<OpenedSecret> {
  try {
    return { secret: await secrets.open(...sealed) };
  } catch (error) {
    if (!(error instanceof UnreadableSecretError || error instanceof ConfigError)) throw error;
    return { problem: error.message };
  }
}
