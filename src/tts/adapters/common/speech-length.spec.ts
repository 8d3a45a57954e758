import { isSpeakable, plausibleLength } from './speech-length';

describe(plausibleLength.name, () => {
  it('is met by every voice that speaks as people do', () => {
    // 15 letters a second.
    const { minMs, maxMs } = plausibleLength('a b '.repeat(15), 1);
    expect(minMs).toBeLessThan(2000);
    expect(maxMs).toBeGreaterThan(2000);
  });

  it('is shorter at a higher rate', () => {
    const own = plausibleLength('A longer sentence.', 1).minMs;
    expect(plausibleLength('A longer sentence.', 2).minMs).toBeCloseTo(own / 2);
  });

  it('counts drawn-out letters once', () => {
    expect(plausibleLength('Nooooooooo', 1)).toEqual(plausibleLength('No', 1));
  });

  it('allows anything where there is nothing to say', () => {
    expect(plausibleLength('…', 1).minMs).toBe(0);
  });
});

describe(isSpeakable.name, () => {
  it.each([
    ['Hello', true],
    ['42', true],
    ['你好', true],
    ['… — !', false],
    ['🙂', false],
    ['', false],
  ])('"%s": %s', (text, expected) => {
    expect(isSpeakable(text)).toBe(expected);
  });
});
