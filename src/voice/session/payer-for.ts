import type { Payer, Speaker } from '@vox/voice-core';

/** On whose account it is what is done for one of several people, where the channel knows who each of them is; else the session's. */
export function payerFor(speaker: Speaker | undefined, session: Payer): Payer {
  return { ...session, ...speaker?.account };
}
