import { type BargeInOptions, claimBySpeech, claimByWords } from './barge-in';

const immediate: BargeInOptions = { strategy: 'immediate', minSpeechMs: 200 };
const graceful: BargeInOptions = { strategy: 'graceful', minSpeechMs: 200 };
const off: BargeInOptions = { strategy: 'off', minSpeechMs: 200 };

describe(claimBySpeech.name, () => {
  it('lets a click pass while the agent speaks', () => {
    expect(claimBySpeech('speaking', 180, immediate)).toBe('none');
  });

  it('holds the answer as soon as it may be an interruption, and never ends it', () => {
    expect(claimBySpeech('speaking', 200, immediate)).toBe('pause');
    expect(claimBySpeech('speaking', 30_000, immediate)).toBe('pause');
  });

  it('holds a graceful agent after its sentence, for what is hardly a sign of listening', () => {
    expect(claimBySpeech('speaking', 500, graceful)).toBe('none');
    expect(claimBySpeech('speaking', 1000, graceful)).toBe('pause-after-sentence');
  });

  it('holds what nobody has heard yet whatever the strategy, and does not throw it away', () => {
    expect(claimBySpeech('thinking', 180, off)).toBe('none');
    expect(claimBySpeech('thinking', 200, off)).toBe('pause');
    expect(claimBySpeech('thinking', 5000, graceful)).toBe('pause');
  });

  it('never stops a speaking agent when barge-in is off', () => {
    expect(claimBySpeech('speaking', 10_000, off)).toBe('none');
  });
});

describe(claimByWords.name, () => {
  it('takes the floor for words, not for a sign of listening', () => {
    expect(claimByWords('speaking', { text: 'Stop that.', speechMs: 800 }, immediate)).toBe('take');
    expect(claimByWords('speaking', { text: 'Mhm.', speechMs: 800 }, immediate)).toBe('none');
    expect(claimByWords('speaking', { text: 'Stop that.', speechMs: 800 }, off)).toBe('none');
  });

  it('takes back what nobody has heard yet whatever the strategy', () => {
    expect(claimByWords('thinking', { text: 'and tea', speechMs: 800 }, off)).toBe('take');
    expect(claimByWords('thinking', { text: 'mhm', speechMs: 800 }, off)).toBe('none');
    expect(claimByWords('thinking', { text: 'and tea', speechMs: 600 }, graceful)).toBe('none');
  });

  it('believes the words of a laugh only where it cannot wait for more', () => {
    expect(claimByWords('speaking', { text: 'The, the', speechMs: 600 }, immediate)).toBe('none');
    expect(claimByWords('speaking', { text: 'The, the', speechMs: 600 }, graceful)).toBe('take');
  });

  it('does not believe words that were made of a syllable', () => {
    expect(claimByWords('speaking', { text: 'Do do do', speechMs: 80 }, immediate)).toBe('none');
  });
});
