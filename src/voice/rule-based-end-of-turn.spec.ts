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
});
