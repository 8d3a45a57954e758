import type { ToolResult } from '@vox/voice-core';

const SHOWN_SECRET = '[secret]';

/**
 * `text` without values of secret headers that a server has written back: also without what follows a scheme (`Bearer …`), and
 * as JSON writes either.
 */
export function textWithoutSecrets(text: string, values: readonly string[]): string {
  const parts = values.flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)]);
  const written = parts.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  const longestFirst = [...new Set(written)].toSorted((one, other) => other.length - one.length);
  return longestFirst.reduce(
    (shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, () => SHOWN_SECRET)),
    text,
  );
}

export function withoutSecrets(result: ToolResult, values: readonly string[]): ToolResult {
  return { ...result, content: textWithoutSecrets(result.content, values) };
}
