import { isBackchannel } from './backchannel';

describe(isBackchannel.name, () => {
  it.each([
    'Mhm.',
    'Mhmm',
    'Mm-hmm.',
    'Hmm...',
    'Yeah, okay.',
    'Yup.',
    'Alright.',
    'All right.',
    'Cool.',
    'uh-huh',
    'Ohh!',
    'Ah, I see.',
    'Got it.',
    'Right, right, okay, got it.',
    '♪',
    '',
  ])('takes %j for a sign of listening', (text) => {
    expect(isBackchannel(text)).toBe(true);
  });

  it.each(['Haha.', 'Hahaha!', 'Hehe', 'Ha, ha, ha.', 'Ahahah', 'Haha, yeah.'])(
    'takes the laugh %j for none',
    (text) => {
      expect(isBackchannel(text)).toBe(true);
    },
  );

  it.each(['Yeah yeah yeah yeah', 'Okay, okay, okay, okay.', 'Mhm, mhm, mhm, mhm, yeah.'])(
    'takes %j for one sign, however often it is said',
    (text) => {
      expect(isBackchannel(text)).toBe(true);
    },
  );

  it.each(['Ja.', 'Ja, genau.', 'Aha.', 'Ach so.', 'Oui.', 'D’accord.', 'Sí, claro.', 'Vale.'])(
    'knows %j of other languages',
    (text) => {
      expect(isBackchannel(text)).toBe(true);
    },
  );

  it.each([
    'Stop.',
    'No.',
    'Nein.',
    'It',
    'I got',
    'Yes, but what about Paris?',
    'Okay, right, sure, yeah.',
    'Yeah yeah yeah no',
    'Haha, stop it.',
    'Hah?',
    'Right now.',
    'Claro que no.',
  ])('takes %j for a turn', (text) => {
    expect(isBackchannel(text)).toBe(false);
  });
});
