/** What of a person is found in words, and may be left out of what is kept, or of what a model is told. */
export const PERSONAL_KINDS = ['email', 'phone', 'card', 'iban'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];
