import type { VoiceControl } from '@vox/voice-core';

import { badField } from '../http';
import type { UpdateAgent } from './agent.schema';

const CONTROL_OF = {
  tts_exaggeration: 'exaggeration',
  tts_cfg_weight: 'cfgWeight',
  tts_temperature: 'temperature',
} as const satisfies Partial<Record<keyof UpdateAgent, VoiceControl>>;

/** Settings of a request that would change nothing, for none of the server's voices has them. */
export function lackedByVoices(
  request: UpdateAgent,
  available: readonly VoiceControl[],
): readonly (keyof typeof CONTROL_OF)[] {
  const fields = Object.keys(CONTROL_OF) as (keyof typeof CONTROL_OF)[];
  return fields.filter((field) => {
    const value = request[field];
    return value !== undefined && value !== null && !available.includes(CONTROL_OF[field]);
  });
}

/**
 * Refuses settings that would change nothing.
 * @param available What the voices have controls for, any of them.
 * @throws BadRequestException naming the first such field.
 */
export function assertVoiceHas(request: UpdateAgent, available: readonly VoiceControl[]): void {
  const [field] = lackedByVoices(request, available);
  if (field === undefined) return;
  throw badField(field, "none of this server's voices has it; leave it out, or null");
}
