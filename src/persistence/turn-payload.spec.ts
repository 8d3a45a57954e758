import { session, turnEnd } from '../../test/support/journal-bench';
import { toTurnPayload } from './turn-payload';

it('a stored turn has what its reply took, where that is known', () => {
  const usage = { promptTokens: 12, completionTokens: 30 };
  expect(toTurnPayload(session, { ...turnEnd(1), usage })).toMatchObject({ usage });
  expect(toTurnPayload(session, turnEnd(1))).not.toHaveProperty('usage');
});
