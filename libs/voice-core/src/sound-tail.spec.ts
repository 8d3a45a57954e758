import { SoundTail } from './sound-tail';

/** Below it nothing is speech. */
const SOFTEST_DB = -60;

function tailOf(...parts: readonly (readonly [levelDb: number, ms: number])[]): SoundTail {
  const tail = new SoundTail();
  for (const [levelDb, ms] of parts) {
    for (let passedMs = 0; passedMs < ms; passedMs += 20) tail.push(levelDb);
  }
  return tail;
}

describe(SoundTail.name, () => {
  it.each([
    ['digital silence', -Infinity],
    ['a quiet room', -60],
    ['a loud room', -35],
  ])('counts from the last sound in %s', (_, quietDb) => {
    expect(tailOf([-20, 400], [quietDb, 180]).quietMs(SOFTEST_DB)).toBe(180);
  });

  it('takes the soft end of a word for sound', () => {
    expect(tailOf([-20, 400], [-45, 100], [-70, 120]).quietMs(SOFTEST_DB)).toBe(120);
  });

  it('takes what is softer than speech can be for silence', () => {
    expect(tailOf([-20, 400], [-62, 100], [-90, 120]).quietMs(SOFTEST_DB)).toBe(220);
  });

  it('counts no silence where the sound goes on', () => {
    expect(tailOf([-20, 400]).quietMs(SOFTEST_DB)).toBe(0);
  });

  it('counts no further back than a detector is late', () => {
    expect(tailOf([-20, 400], [-80, 600]).quietMs(SOFTEST_DB)).toBe(320);
  });

  it('knows nothing of what was before it was cleared', () => {
    const tail = tailOf([-20, 400], [-80, 100]);
    tail.clear();
    expect(tail.quietMs(SOFTEST_DB)).toBe(0);
  });
});
