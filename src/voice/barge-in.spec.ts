import { isBackchannel, takesTheFloor } from './barge-in';

const options = { isEnabled: true, minSpeechMs: 300 };

describe(takesTheFloor.name, () => {
  it('lets a cough pass while the agent speaks', () => {
    expect(takesTheFloor('speaking', 280, options)).toBe(false);
  });

  it('gives way to sustained speech', () => {
    expect(takesTheFloor('speaking', 300, options)).toBe(true);
  });

  it('gives way sooner while nothing of the answer was heard', () => {
    expect(takesTheFloor('thinking', 200, options)).toBe(true);
  });

  it('never stops a speaking agent when barge-in is off', () => {
    expect(takesTheFloor('speaking', 10_000, { ...options, isEnabled: false })).toBe(false);
  });
});

describe(isBackchannel.name, () => {
  it.each(['Mhm.', 'Yeah, okay.', 'uh-huh', 'I see.', ''])(
    'takes %j for a sign of listening',
    (text) => {
      expect(isBackchannel(text)).toBe(true);
    },
  );

  it.each(['Stop.', 'No.', 'Yes, but what about Paris?', 'okay okay okay okay'])(
    'takes %j for a turn',
    (text) => {
      expect(isBackchannel(text)).toBe(false);
    },
  );
});
