import { openedSecret, type SecretBox, secretPurpose } from '../secrets';

/** A row's key, absent where it wants none, or why it cannot be read. */
export type OpenedKey =
  { readonly apiKey?: string; readonly problem?: undefined } | { readonly problem: string };

export async function openedKey(
  secrets: SecretBox,
  column: Parameters<typeof secretPurpose>[0],
  { id, apiKey: sealed }: { readonly id: string; readonly apiKey: string | null },
): Promise<OpenedKey> {
  if (sealed === null) return {};
  const { secret, problem } = await openedSecret(secrets, sealed, secretPurpose(column, id));
  return secret === undefined ? { problem: `api_key: ${problem}` } : { apiKey: secret };
}
