import { isBackchannel } from './backchannel';

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
