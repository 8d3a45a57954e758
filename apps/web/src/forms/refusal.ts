import { ApiRefusal } from '@vox/api-client';

import type { FieldSpec } from './form-spec';

/** What the server refused: at a field of the form, or, where it names none that the form has, as a whole. */
export type Refusal = {
  readonly fields: Readonly<Record<string, string>>;
  readonly whole: unknown;
};

export function refusalOf(error: unknown, specs: readonly FieldSpec[]): Refusal {
  if (error === null) return { fields: {}, whole: null };
  if (!(error instanceof ApiRefusal) || error.field === undefined) {
    return { fields: {}, whole: error };
  }
  const { field } = error;
  // Of `discord.wake_phrases.0` the form has `discord.wake_phrases`.
  const spec = specs.find(({ name }) => field === name || field.startsWith(`${name}.`));
  if (spec === undefined) return { fields: {}, whole: error };
  return { fields: { [spec.name]: error.message.replace(/^\d{3} /u, '') }, whole: null };
}
