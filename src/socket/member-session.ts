import type { GroupRules, SessionInput, Speaker, VoiceSession } from '@vox/voice-core';

import type { Identity } from '../identity';

/** Whoever talks says so: nothing is taken for what the one has said whose session it is, nor remembered of them. */
const RULES: GroupRules = { answers: 'always', addressedAs: [], bargeInBy: 'anyone' };

/** As whom a member takes part in a session of somebody else's: their id is the user's own, whatever they say. */
export function speakerOf(
  { ownerId }: Identity,
  { userId, userName = userId }: { readonly userId: string; readonly userName?: string },
): Speaker | undefined {
  return ownerId === null ? undefined : { id: ownerId, name: userName };
}

/** A session that begins with somebody who is not the one whose it is: all that comes from them has their name. */
export function namedSession(session: VoiceSession, speaker: Speaker): VoiceSession {
  return { ...session, group: RULES, input: named(session.input, speaker) };
}

async function* named(
  input: AsyncIterable<SessionInput>,
  speaker: Speaker,
): AsyncGenerator<SessionInput, void, void> {
  for await (const item of input) {
    yield item.type === 'speaker-left' ? item : { ...item, speaker };
  }
}
