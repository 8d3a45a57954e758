import { answerWithin, type Clock } from '@vox/voice-core';

/** Discord waits 3 s for the first answer to a command; what was read before is better than none. */
export const PERSON_WAITS_MS = 2000;

/**
 * What `ask` answers, for a person who waits for it: the one deadline of all that is read of Discord's settings.
 * @throws an error that `isDatabaseUnavailable` knows when it takes longer; others as they are.
 */
export async function forPerson<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  const answer = await answerWithin(clock, PERSON_WAITS_MS, ask());
  if (answer !== undefined) return answer.value;
  throw Object.assign(new Error(`the database gave no answer within ${PERSON_WAITS_MS} ms`), {
    code: 'ETIMEDOUT',
  });
}
