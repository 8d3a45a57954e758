import { SpeechDecision } from './speech-decision';

/** `#` for each window after which speech is going on, `.` for each other. */
function verdicts(...probabilities: readonly number[]): string {
  const decision = new SpeechDecision();
  return probabilities
    .map((probability) => {
      decision.next(probability);
      return decision.isSpeech ? '#' : '.';
    })
    .join('');
}

describe('SpeechDecision', () => {
  it('believes three windows in a row above 0.5', () => {
    expect(verdicts(0.9, 0.9, 0.9, 0.9)).toBe('..##');
    expect(verdicts(0.9, 0.9, 0.4, 0.9, 0.9, 0.1)).toBe('......');
    expect(verdicts(0.5, 0.5, 0.5, 0.5)).toBe('....');
  });

  it('lets speech go on between the thresholds, for as long as it likes', () => {
    expect(verdicts(0.9, 0.9, 0.9, 0.36, 0.4, 0.49, 0.36, 0.5)).toBe('..######');
  });

  it('ends speech at the third window of quiet', () => {
    expect(verdicts(0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1)).toBe('..###..');
    expect(verdicts(0.9, 0.9, 0.9, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1)).toBe('..######.');
  });

  it('counts windows between the thresholds to a silence that has begun', () => {
    expect(verdicts(0.9, 0.9, 0.9, 0.1, 0.4, 0.4, 0.1)).toBe('..####.');
    expect(verdicts(0.9, 0.9, 0.9, 0.1, 0.4, 0.1)).toBe('..###.');
  });

  it('needs three windows again after an end and after a reset', () => {
    expect(verdicts(0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9)).toBe('..###...#');
    const decision = new SpeechDecision();
    for (const probability of [0.9, 0.9, 0.9]) decision.next(probability);
    decision.reset();
    expect(decision.isSpeech).toBe(false);
    decision.next(0.9);
    expect(decision.isSpeech).toBe(false);
  });
});
