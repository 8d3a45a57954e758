import type { ToolResult } from '@vox/voice-core';

const SHOWN_SECRET = '[secret]';

/**
 * `text` without values of secret headers that a server has written back: also without what follows a scheme (`Bearer …`), and
 * however JSON writes either: PHP has `\/` for a slash, .NET `\u002B` for a plus, and a text of JSON in JSON more of both.
 */
export function textWithoutSecrets(text: string, values: readonly string[]): string {
  const parts = values.flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)]);
  const longestFirst = [...new Set(parts)].toSorted((one, other) => other.length - one.length);
  return longestFirst.reduce(
    (shown, secret) =>
      secret === '' ? shown : shown.replace(asWritten(secret), () => SHOWN_SECRET),
    text,
  );
}

/** Finds `secret` with each of its characters as it is, or in any way that JSON has for it. */
function asWritten(secret: string): RegExp {
  const characters = secret.split('').map((character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    const digits = code.replace(/[a-f]/gu, (digit) => `[${digit}${digit.toUpperCase()}]`);
    const short = JSON.stringify(character)
      .slice(1, -1)
      .replace(/^\\(?=.)/u, '');
    const escapes = [`u${digits}`, ...(isEscaped(character, short) ? [literal(short)] : [])];
    return `(?:\\\\{1,8}(?:${escapes.join('|')})|${literal(character)})`;
  });
  return new RegExp(characters.join(''), 'g');
}

function isEscaped(character: string, short: string): boolean {
  return short !== character || '/"\\'.includes(character);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}

export function withoutSecrets(result: ToolResult, values: readonly string[]): ToolResult {
  return { ...result, content: textWithoutSecrets(result.content, values) };
}
