import type { TurnEnd } from '@vox/voice-core';

import type { TurnRequest } from '../turn-request';
import { eachOnce, speakersOf } from '../user-turn';
import { reportOf } from './tool-call-record';
import type { ToolLedger } from './tool-ledger';
import type { TurnTools } from './turn-tools';

/**
 * What is told of calls with the end of the turn that `request` was for, and whom it is about that say nothing in it: who has asked
 * for one of them, or for what was answered with `tools`.
 */
export function calledIn(
  { turnId, messages = [], askers = [] }: TurnRequest,
  ledger: ToolLedger | undefined,
  tools: TurnTools | undefined,
): Pick<TurnEnd, 'toolCalls' | 'askers'> {
  const records = ledger?.toldAtEndOf(turnId) ?? [];
  const speakers = new Set(speakersOf(messages).map(({ id }) => id));
  const about = [...askers, ...(tools?.askers ?? []), ...records.flatMap((one) => one.askers)];
  const others = eachOnce(about).filter(({ id }) => !speakers.has(id));
  return {
    ...(records.length === 0 ? {} : { toolCalls: records.map(reportOf) }),
    ...(others.length === 0 ? {} : { askers: others }),
  };
}
