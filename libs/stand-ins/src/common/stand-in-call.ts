/** A tool that a stand-in model calls in place of an answer. */
export type StandInCall = { readonly name: string; readonly arguments: object };

/** What a stand-in model says before its calls. */
export const BEFORE_CALLS = 'Let me see.';
