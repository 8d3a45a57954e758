import { useState } from 'react';

type Attempt = {
  /** What went wrong with the last one; null: nothing. */
  readonly error: unknown;
  readonly run: (action: Promise<unknown>) => void;
  readonly forget: () => void;
};

/** For what a button sets off: what goes wrong is kept, to be shown. */
export function useAttempt(): Attempt {
  const [error, setError] = useState<unknown>(null);
  return {
    error,
    run: (action) => {
      action.then(() => setError(null), setError);
    },
    forget: () => setError(null),
  };
}
