import { withoutNonSpeech, withoutOpenNonSpeech } from './non-speech';

describe(withoutNonSpeech.name, () => {
  it.each([
    '[BLANK_AUDIO]',
    '[ Silence ]',
    '[MUSIC PLAYING]',
    '(upbeat music)',
    '[laughter].',
    '(coughs)',
    '*coughing*',
    '(clears throat)',
    '[APPLAUSE] (laughing)',
    '[inaudible]',
    '(speaking in foreign language)',
    '[Musik]',
    '(Rires)',
    '[Música]',
    '（笑）',
    '【音楽】',
    '♪',
    '♪♪ ... ♪♪',
    '♪ We will rock you ♪',
    '',
  ])('hears no words in %j', (text) => {
    expect(withoutNonSpeech(text)).toBe('');
  });

  it.each([
    ['[laughter] That was good.', 'That was good.'],
    ['That was (laughs) good (coughs).', 'That was good.'],
    ['*sighs* Fine, then.', 'Fine, then.'],
    ['Turn it off. [BLANK_AUDIO]', 'Turn it off.'],
    ['Hello ♪ la la la ♪ there', 'Hello there'],
  ])('keeps the words of %j', (text, expected) => {
    expect(withoutNonSpeech(text)).toBe(expected);
  });

  it.each([
    'Call me (the old number) tomorrow.',
    'It is 5 * 3 * 2.',
    'Play some music.',
    'Close the [windows] please.',
    'She laughed.',
    'He said (quietly) no.',
  ])('leaves %j as it is', (text) => {
    expect(withoutNonSpeech(text)).toBe(text);
  });
});

describe(withoutOpenNonSpeech.name, () => {
  it.each([
    ['[BLANK', ''],
    ['[', ''],
    ['Hello [laugh', 'Hello'],
    ['Hello (coughs) there *sig', 'Hello there'],
    ['Hello there', 'Hello there'],
    ['It is 5 * 3', 'It is 5 * 3'],
  ])('shows nothing yet of the tag at the end of %j', (text, expected) => {
    expect(withoutOpenNonSpeech(text)).toBe(expected);
  });
});
