import { RecentAudio } from './recent-audio';

/** Each frame has a level of its own, so that it is known again. */
function recentOf(levels: readonly number[]): RecentAudio {
  const recent = new RecentAudio(120);
  for (const level of levels) {
    recent.push({ pcm: new Int16Array(320).fill(level), sampleRateHz: 16_000 });
  }
  return recent;
}

const levelsOf = (recent: RecentAudio) => recent.takePreRoll().map(({ pcm }) => pcm[0]);
const LEVELS = Array.from({ length: 15 }, (_, index) => 5000 + index);

describe(RecentAudio.name, () => {
  it('gives the beginning of the next utterance once', () => {
    const recent = recentOf(LEVELS);
    expect(levelsOf(recent)).toEqual(LEVELS);
    expect(levelsOf(recent)).toEqual([]);
  });

  it.each([
    ['silence, without the end of the last word', 'silence', 260, false, 3],
    ['silence that is shorter than the end of a word', 'silence', 160, true, 0],
    [
      'the time limit between two words, as long as the detector lags',
      'max-speaking-time',
      0,
      false,
      6,
    ],
    ['the time limit within a word', 'max-speaking-time', 0, true, 15],
  ] as const)('keeps after %s', (_, reason, silentMs, isSpeech, frames) => {
    const recent = recentOf(LEVELS);
    recent.keepAfter({ type: 'end', reason, silentMs }, isSpeech);
    expect(levelsOf(recent)).toEqual(LEVELS.slice(LEVELS.length - frames));
  });

  it('keeps nothing of a user who is done', () => {
    const recent = recentOf(LEVELS);
    recent.clear();
    expect(levelsOf(recent)).toEqual([]);
  });
});
