import type { ToolRun } from '@vox/voice-core';

/** Who calls: nobody is named in a trial. */
export type CalledBy = Pick<ToolRun, 'callId'> & Partial<Pick<ToolRun, 'caller'>>;

/** In whose name a request comes, as the server knows it, in headers; percent-encoded, for names are of any script. */
export function callerHeaders({ callId, caller }: CalledBy): Record<string, string> {
  const known = {
    'idempotency-key': callId,
    'x-voxbridge-call': callId,
    ...(caller === undefined
      ? {}
      : {
          'x-voxbridge-session': caller.sessionId,
          'x-voxbridge-turn': caller.turnId,
          'x-voxbridge-user': caller.userId,
          'x-voxbridge-agent': caller.agentName,
          'x-voxbridge-channel': caller.channel,
          ...(caller.accountId === undefined ? {} : { 'x-voxbridge-account': caller.accountId }),
          ...(caller.speakers.length === 0
            ? {}
            : { 'x-voxbridge-speakers': caller.speakers.map(({ id }) => id).join(',') }),
        }),
  };
  return Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, encodeURIComponent(value.toWellFormed())]),
  );
}
