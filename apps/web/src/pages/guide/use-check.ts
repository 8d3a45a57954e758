import { useEffect, useState } from 'react';

/** What a check found: whether the step is done, and in which words. */
export type Finding = { readonly isDone: boolean; readonly words: string };

export type Check = {
  readonly state: 'open' | 'checking' | 'done' | 'failed';
  readonly words: string | null;
  /** Somebody asked for it: what it found is news. */
  readonly isAsked: boolean;
  /** What the server, or the browser, refused. */
  readonly error: unknown;
  readonly run: () => void;
};

type Options = {
  /** It was found done before. */
  readonly wasDone: boolean;
  /** It costs nothing: done as soon as the page is there. Must not change between renders. */
  readonly isAutomatic?: boolean;
  readonly onFound: (isDone: boolean) => void;
};

/** Runs the check of one step when it is asked to, and keeps what came of it. `check` may reject. */
export function useCheck(check: () => Promise<Finding>, options: Options): Check {
  const { wasDone, isAutomatic = false, onFound } = options;
  const [found, setFound] = useState<Omit<Check, 'run'>>({
    state: isAutomatic ? 'checking' : wasDone ? 'done' : 'open',
    words: null,
    isAsked: false,
    error: null,
  });

  const settle = ({ isDone, words }: Finding) => {
    setFound((before) => ({ ...before, state: isDone ? 'done' : 'failed', words, error: null }));
    onFound(isDone);
  };
  const fail = (error: unknown) => {
    setFound((before) => ({ ...before, state: 'failed', words: null, error }));
    onFound(false);
  };

  useEffect(() => {
    if (isAutomatic) check().then(settle, fail);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once: what is found changes nothing of what is looked for
  }, []);

  const run = () => {
    setFound({ state: 'checking', words: null, isAsked: true, error: null });
    check().then(settle, fail);
  };
  return { ...found, run };
}
