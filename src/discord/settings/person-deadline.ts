import { attentiveSleep, type Clock } from '@vox/voice-core';

/** Discord waits 3 s for the first answer to a command; what was read before is better than none. */
export const PERSON_WAITS_MS = 2000;

/**
 * What `ask` answers, for a person who waits for it: the one deadline of all that is read of Discord's settings.
 * @throws an error that `isDatabaseUnavailable` knows when it takes longer; others as they are.
 */
export async function forPerson<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  const answered = new AbortController();
  const asked = ask().finally(() => answered.abort());
  // It loses the race when it is late.
  asked.catch(() => undefined);
  const late = attentiveSleep(clock, PERSON_WAITS_MS, answered.signal).then(() => 'late' as const);
  const first = await Promise.race([asked.then((value) => ({ value })), late]);
  if (first !== 'late') return first.value;
  // An answer that comes with the deadline is an answer.
  if (answered.signal.aborted) return asked;
  throw Object.assign(new Error(`the database gave no answer within ${PERSON_WAITS_MS} ms`), {
    code: 'ETIMEDOUT',
  });
}
