import { errorCodeSchema } from '@vox/protocol';

import { problems } from '../i18n/en/problems';
import { isWorthRetrying, toProblem, VoiceProblem } from './problem';

describe('problems', () => {
  it('have words and advice for every code of the server', () => {
    for (const code of errorCodeSchema.options) {
      expect(problems[`problem.${code}`]).not.toBe('');
      expect(problems[`problem.${code}.advice`]).toMatch(/\.$/);
    }
  });

  it('tell whoever cannot connect media about the firewall and both protocols', () => {
    expect(problems['problem.media_failed.advice']).toMatch(/firewall.*UDP.*TCP/i);
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
