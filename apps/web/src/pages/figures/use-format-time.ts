import { useCallback } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import type { Range } from './steps';

/** How the times of a figure are written. Days are UTC's, as the server counts them; hours are the person's. */
export function useFormatTime(range: Range): (atMs: number) => string {
  const { locale } = useSpeech();
  return useCallback(
    (atMs) => new Date(atMs).toLocaleString(locale, timeOf(range)),
    [locale, range],
  );
}

function timeOf(range: Range): Intl.DateTimeFormatOptions {
  return range === 'day'
    ? { hour: '2-digit', minute: '2-digit' }
    : { day: 'numeric', month: 'short', timeZone: 'UTC' };
}
