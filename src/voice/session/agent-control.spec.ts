import type { VoiceEvent } from '@vox/voice-core';

import { AgentControl } from './agent-control';

describe(AgentControl.name, () => {
  it('sends three texts in a turn, and more in the next one', () => {
    const told: VoiceEvent[] = [];
    const control = new AgentControl({
      onHandover: () => undefined,
      emit: (event) => told.push(event),
    });
    const sent = ['one', 'two', 'three', 'four'].map((text) => control.sendText('t', text));
    expect(sent).toEqual([undefined, undefined, undefined, expect.stringContaining('enough')]);
    expect(control.sendText('u', 'five')).toBeUndefined();
    expect(told.map((event) => event.type === 'agent-message' && event.text)).toEqual([
      'one',
      'two',
      'three',
      'five',
    ]);
  });
});
