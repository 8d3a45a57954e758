/** In what limits to spending are counted, and how much of it may be set. */
export const limitUnits = [
  { unit: 'usd', min: 0, max: 1_000_000, step: 0.01 },
  { unit: 'tokens', min: 0, max: 1_000_000_000_000, step: 1 },
  { unit: 'minutes', min: 0, max: 1_000_000, step: 1 },
] as const;
