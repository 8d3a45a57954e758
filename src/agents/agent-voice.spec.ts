import { BadRequestException } from '@nestjs/common';
import { voiceControls } from '@vox/voice-core';

import { assertVoiceHas } from './agent-voice';

const refusal = (...args: Parameters<typeof assertVoiceHas>): unknown => {
  try {
    assertVoiceHas(...args);
  } catch (error) {
    return error instanceof BadRequestException ? error.getResponse() : error;
  }
  return undefined;
};

describe.each([
  ['tts_exaggeration', 'exaggeration'],
  ['tts_cfg_weight', 'cfgWeight'],
  ['tts_temperature', 'temperature'],
] as const)('%s', (field, control) => {
  it('is refused by its name where no voice has it', () => {
    const others = voiceControls.filter((name) => name !== control);
    for (const value of [0.5, 1]) {
      expect(refusal({ [field]: value }, others)).toMatchObject({
        message: `${field}: none of this server's voices has it; leave it out, or null`,
        field,
      });
    }
  });

  it('may be taken away anywhere, and set where a voice has it', () => {
    expect(refusal({ [field]: null }, [])).toBeUndefined();
    expect(refusal({}, [])).toBeUndefined();
    expect(refusal({ [field]: 0.5 }, [control])).toBeUndefined();
  });
});
