import type { Fields } from './parameters';

/** What a schema itself suggests to begin with: its default, or its first example. */
export function suggestedValue({ default: given, examples }: Fields): unknown {
  if (given !== undefined) return given;
  return Array.isArray(examples) ? (examples[0] as unknown) : undefined;
}
