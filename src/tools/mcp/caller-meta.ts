import type { ToolRun } from '@vox/voice-core';

/** A prefix of our own, as the protocol wants it of what it does not know (2025-06-18, "_meta"). */
const KEY = 'voxbridge/caller';

/** In whose name a call comes, as the server knows it: beside the arguments, where no model writes. */
export function callerMeta({
  callId,
  caller,
}: Pick<ToolRun, 'callId' | 'caller'>): Record<string, unknown> {
  const { sessionId, turnId, userId, agentName, channel, speakers, accountId } = caller;
  return {
    [KEY]: {
      call_id: callId,
      session_id: sessionId,
      turn_id: turnId,
      user_id: userId,
      agent: agentName,
      channel,
      ...(accountId === undefined ? {} : { account_id: accountId }),
      speakers: speakers.map(({ id, name, account }) => ({
        id,
        name,
        ...(account?.ownerId == null ? {} : { account_id: account.ownerId }),
      })),
    },
  };
}
