import { z } from 'zod';

import { personalSessionId, groupSessionId } from './session-ids';

describe('session ids', () => {
  it('are the same UUID for the same agent, guild and person', () => {
    const id = personalSessionId('agent', 'guild', 'ann');
    expect(z.uuid({ version: 'v5' }).safeParse(id).success).toBe(true);
    expect(personalSessionId('agent', 'guild', 'ann')).toBe(id);
  });

  it('are different for another agent, guild, person or kind', () => {
    const ids = [
      personalSessionId('agent', 'guild', 'ann'),
      personalSessionId('other', 'guild', 'ann'),
      personalSessionId('agent', 'other', 'ann'),
      personalSessionId('agent', 'guild', 'bob'),
      groupSessionId('agent', 'guild', 'ann'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
