import { type BargeInOptions, claimBySpeech, claimByWords } from './barge-in';

const immediate: BargeInOptions = { strategy: 'immediate', minSpeechMs: 200 };
const graceful: BargeInOptions = { strategy: 'graceful', minSpeechMs: 200 };
const off: BargeInOptions = { strategy: 'off', minSpeechMs: 200 };

describe(claimBySpeech.name, () => {
  it('lets a click pass while the agent speaks', () => {
    expect(claimBySpeech('speaking', 180, immediate)).toBe('none');
  });

  it('holds the answer as soon as it may be an interruption, and takes it when it must be one', () => {
    expect(claimBySpeech('speaking', 200, immediate)).toBe('hold');
    expect(claimBySpeech('speaking', 980, immediate)).toBe('hold');
    expect(claimBySpeech('speaking', 1000, immediate)).toBe('take');
  });

  it('never holds a graceful agent', () => {
    expect(claimBySpeech('speaking', 500, graceful)).toBe('none');
    expect(claimBySpeech('speaking', 1000, graceful)).toBe('take');
  });

  it('gives way at once while nothing of the answer was heard', () => {
    expect(claimBySpeech('thinking', 200, off)).toBe('take');
  });

  it('never stops a speaking agent when barge-in is off', () => {
    expect(claimBySpeech('speaking', 10_000, off)).toBe('none');
  });
});

describe(claimByWords.name, () => {
  it('takes the floor for words, not for a sign of listening', () => {
    expect(claimByWords('Stop that.', 800, immediate)).toBe('take');
    expect(claimByWords('Mhm.', 800, immediate)).toBe('none');
    expect(claimByWords('Stop that.', 800, off)).toBe('none');
  });

  it('believes the words of a laugh only where it cannot wait for more', () => {
    expect(claimByWords('The, the', 600, immediate)).toBe('none');
    expect(claimByWords('The, the', 600, graceful)).toBe('take');
  });

  it('does not believe words that were made of a syllable', () => {
    expect(claimByWords('Do do do', 80, immediate)).toBe('none');
  });
});
