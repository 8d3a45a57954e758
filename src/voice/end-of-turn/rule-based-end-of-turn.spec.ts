import { RuleBasedEndOfTurnDetector } from './rule-based-end-of-turn';

const detector = new RuleBasedEndOfTurnDetector();

describe(RuleBasedEndOfTurnDetector.name, () => {
  it.each([
    'What time is it?',
    'Please try your call again later.',
    'Yes.',
    'No,',
    'One moment, please.',
    'Thank you very much.',
    'Tell me a joke',
  ])('takes %j for complete', (text) => {
    expect(detector.predict({ text, isAnswer: false })).toBe('complete');
  });

  it.each([
    'I would like to',
    'And then I went to the.',
    'It was good, but',
    'I think um',
    'My number is five five five.',
    'Call 0 1 7',
    'Well...',
    'Could you -',
  ])('waits for more after %j', (text) => {
    expect(detector.predict({ text, isAnswer: false })).toBe('incomplete');
  });

  it.each(['To.', 'Do,', 'Too', 'For.', 'Ate.', 'Won', 'Option to.', 'Room for', 'Page to'])(
    'waits for %j, a misheard number, as long as for the number',
    (text) => {
      const number = detector.predict({ text: 'Two.', isAnswer: false });
      expect(detector.predict({ text, isAnswer: false })).toBe(number);
      expect(detector.predict({ text, isAnswer: true })).toBe('unclear');
    },
  );

  it('gives a whole phone number its end', () => {
    const text = 'It is five five five one two three four';
    expect(detector.predict({ text, isAnswer: false })).toBe('complete');
  });

  it('gives an answer to a question more time unless it is plainly one', () => {
    expect(detector.predict({ text: 'I live in Berlin', isAnswer: true })).toBe('unclear');
    expect(detector.predict({ text: 'Yes.', isAnswer: true })).toBe('complete');
  });

  it('gives a voice that stays up more time, if that can be told', () => {
    const text = 'I will try to locate them,';
    expect(detector.predict({ text, isAnswer: false })).toBe('unclear');
    expect(detector.predict({ text: 'No,', isAnswer: false })).toBe('complete');
  });

  it('cannot tell from nothing or from two words', () => {
    expect(detector.predict({ text: '', isAnswer: false })).toBe('unclear');
    expect(detector.predict({ text: 'green tea', isAnswer: false })).toBe('unclear');
  });

  it.each([
    'What is that?',
    'Can you do that?',
    'What should I do?',
    'Okay, where are you from?',
    'Do you love her?',
    'What is it like?',
    'Yes, I do.',
    'No, it does.',
    'I think so.',
    'I hope so,',
    'Very well.',
    'That went really well.',
    'Not really.',
    'Me too.',
    'Come on.',
    'Turn the lights on.',
    'Switch it on.',
    'Let them in.',
    "That's all I need.",
    'Good-by,',
    'Well, no.',
    'Thank you. Yes.',
    'I want this one.',
  ])('takes %j for complete, though its last word seems to go on', (text) => {
    expect(detector.predict({ text, isAnswer: false })).toBe('complete');
  });

  it.each([
    'Tell me more.',
    'I love her.',
    'Do this.',
    'What is that',
    'What should I do',
    'Who is it for',
    "I don't know why",
    'Tell me what it is',
    'Put the keys on',
    'I would like one too.',
    'I want that as well',
    'You can log in',
    'I have seen it before',
    'Yes, I am',
    'I do.',
    'The meeting is in May',
    'We meet on the 12 May',
    'Too,',
    'It is 25.',
    'In 1999.',
    'I am thirty two.',
    'Forty-two.',
    'It was nineteen ninety nine',
    'Set a timer for 5',
    'Twenty one Baker',
  ])('cannot tell whether more comes after %j', (text) => {
    expect(detector.predict({ text, isAnswer: false })).toBe('unclear');
  });

  it.each([
    'I want to',
    'because',
    'and',
    'my',
    'What is',
    'What is?',
    'Do you want to?',
    'Is that the?',
    'You have been?',
    'I think that',
    'It is too',
    'Turn on',
    'I really',
    'At the tone, and',
    'I am. Because',
  ])('still waits for more after %j', (text) => {
    expect(detector.predict({ text, isAnswer: false })).toBe('incomplete');
  });

  it.each([
    'Seven, one, two.',
    '7-1-2',
    '712.',
    '712-277',
    'Seven one too',
    'My number is 71',
    'Call 555',
    'Double five',
    'My address is 12 Elm',
  ])('waits for the rest of what is read out in %j', (text) => {
    expect(detector.predict({ text, isAnswer: false })).toBe('incomplete');
  });

  it.each([
    'We meet on the 12 June',
    'He lives at 12 Elm Street.',
    'It costs 20 Euros.',
    'Call me at 3 PM.',
    'It is 7122771.',
  ])('finds nothing missing in the numbers of %j', (text) => {
    expect(detector.predict({ text, isAnswer: false })).toBe('complete');
  });

  it.each([
    ['My name is', 'incomplete'],
    ['My name', 'incomplete'],
    ['Well, I', 'incomplete'],
    ['I think', 'incomplete'],
    ['I am', 'incomplete'],
    ['Let me see.', 'incomplete'],
    ['Actually', 'incomplete'],
    ['It depends.', 'incomplete'],
    ['Tuesday', 'unclear'],
    ['In Berlin', 'unclear'],
    ['My wife', 'unclear'],
    ['Forty-two.', 'unclear'],
    ['Turn the lights on.', 'unclear'],
    ['Yes', 'complete'],
    ['Not really.', 'complete'],
    ['Maybe,', 'complete'],
    ['What do you mean?', 'complete'],
  ] as const)('takes %j after a question for %s', (text, expected) => {
    expect(detector.predict({ text, isAnswer: true })).toBe(expected);
  });
});
