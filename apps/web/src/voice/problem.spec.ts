import { errorCodeSchema } from '@vox/protocol';

import { isWorthRetrying, toProblem, VoiceProblem } from './problem';
import { describeProblem } from './problem-text';

describe('problems', () => {
  it('have words and advice for every code of the server', () => {
    for (const code of errorCodeSchema.options) {
      const { title, advice } = describeProblem({ code, detail: '' });
      expect(title).not.toBe('');
      expect(advice).toMatch(/\.$/);
    }
  });

  it('tell whoever cannot connect media about the firewall and both protocols', () => {
    const { advice } = describeProblem({ code: 'media_failed', detail: '' });
    expect(advice).toMatch(/firewall.*UDP.*TCP/i);
  });

  it('are retried only where time may heal them', () => {
    expect(isWorthRetrying('server_unreachable')).toBe(true);
    expect(isWorthRetrying('media_failed')).toBe(true);
    expect(isWorthRetrying('unauthorized')).toBe(false);
    expect(isWorthRetrying('microphone_denied')).toBe(false);
  });

  it('keep their code on the way up, and unforeseen errors get one', () => {
    expect(toProblem(new VoiceProblem('capacity', 'Full.'))).toEqual({
      code: 'capacity',
      detail: 'Full.',
    });
    expect(toProblem(new Error('odd'))).toEqual({ code: 'internal_error', detail: 'odd' });
    expect(toProblem('odd')).toEqual({ code: 'internal_error', detail: '' });
  });
});
