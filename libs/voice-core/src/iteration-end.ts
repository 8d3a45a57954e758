/** What an iterator gives when it is at its end. */
export const ITERATION_END = { done: true, value: undefined } as const;
