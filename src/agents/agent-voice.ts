import type { VoiceControl } from '@vox/voice-core';

import { badField } from '../http';
import type { UpdateAgent } from './agent.schema';

const CONTROL_OF = {
  tts_exaggeration: 'exaggeration',
  tts_cfg_weight: 'cfgWeight',
  tts_temperature: 'temperature',
} as const satisfies Partial<Record<keyof UpdateAgent, VoiceControl>>;

/**
 * Refuses settings that would change nothing, for none of the server's voices has them.
 * @param available What the voices have controls for, any of them.
 * @throws BadRequestException naming the first such field.
 */
export function assertVoiceHas(request: UpdateAgent, available: readonly VoiceControl[]): void {
  for (const [field, control] of Object.entries(CONTROL_OF)) {
    const value = request[field as keyof typeof CONTROL_OF];
    if (value === undefined || value === null || available.includes(control)) continue;
    throw badField(field, "none of this server's voices has it; leave it out, or null");
  }
}
