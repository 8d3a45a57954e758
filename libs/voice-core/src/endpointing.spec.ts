import { Endpointing, type EndpointingDecision } from './endpointing';

/** Feeds 20 ms frames: `[isSpeech, forMs]` spans; gives what was decided and when, without the idle frames. */
function decide(endpointing: Endpointing, ...spans: readonly (readonly [boolean, number])[]) {
  const told: { atMs: number; decision: EndpointingDecision['type'] }[] = [];
  let atMs = 0;
  for (const [isSpeech, forMs] of spans) {
    for (let fedMs = 0; fedMs < forMs; fedMs += 20) {
      atMs += 20;
      const decision = endpointing.onFrame(isSpeech, atMs);
      if (decision.type !== 'none' && decision.type !== 'speech-continue') {
        told.push({ atMs, decision: decision.type });
      }
    }
  }
  return told;
}

const options = { silenceThresholdMs: 600, maxSpeakingTimeMs: 45_000 };

describe(Endpointing.name, () => {
  it('starts with the first frame of speech and ends after the silence threshold', () => {
    expect(decide(new Endpointing(options), [false, 100], [true, 1000], [false, 1000])).toEqual([
      { atMs: 120, decision: 'speech-start' },
      { atMs: 1320, decision: 'pause' },
      { atMs: 1720, decision: 'end' },
    ]);
  });

  it('says once that the speaker paused, and that they went on', () => {
    expect(decide(new Endpointing(options), [true, 500], [false, 400], [true, 500])).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 720, decision: 'pause' },
      { atMs: 920, decision: 'resume' },
    ]);
  });

  it('keeps silent about stops that are shorter than a pause', () => {
    expect(decide(new Endpointing(options), [true, 300], [false, 180], [true, 300])).toEqual([
      { atMs: 20, decision: 'speech-start' },
    ]);
  });

  it('counts silence anew after each resumption', () => {
    const told = decide(
      new Endpointing(options),
      [true, 200],
      [false, 580],
      [true, 20],
      [false, 580],
    );
    expect(told.map(({ decision }) => decision)).not.toContain('end');
  });

  it('ends a monologue at the longest speaking time', () => {
    const told = decide(new Endpointing({ ...options, maxSpeakingTimeMs: 3000 }), [true, 3100]);
    expect(told).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 3020, decision: 'end' },
      { atMs: 3040, decision: 'speech-start' },
    ]);
  });

  it('counts silence from the last sound, not from when the detector let go', () => {
    const endpointing = new Endpointing({ ...options, detectorReleaseMs: 80 });
    expect(decide(endpointing, [true, 1000], [false, 1000])).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 1140, decision: 'pause' },
      { atMs: 1540, decision: 'end' },
    ]);
  });

  it.each([
    ['complete', 480],
    ['unclear', 600],
    ['incomplete', 1200],
  ] as const)('ends words that are %s after %i ms', (prediction, afterMs) => {
    const endpointing = new Endpointing(options);
    decide(endpointing, [true, 1000], [false, 220]);
    endpointing.expect(prediction);
    let atMs = 1220;
    while (endpointing.onFrame(false, atMs).type !== 'end') atMs += 20;
    expect(atMs - 1020).toBe(afterMs);
  });

  it('forgets a prediction when speech goes on', () => {
    const endpointing = new Endpointing(options);
    decide(endpointing, [true, 1000], [false, 220]);
    endpointing.expect('incomplete');
    endpointing.onFrame(true, 1240);
    endpointing.onFrame(true, 1260);
    let atMs = 1280;
    while (endpointing.onFrame(false, atMs).type !== 'end') atMs += 20;
    expect(atMs - 1280).toBe(600);
  });

  it('ends at once when the client says that the speaker is done', () => {
    const endpointing = new Endpointing(options);
    decide(endpointing, [true, 500]);
    expect(endpointing.finish()).toEqual({ type: 'end', reason: 'silence' });
    expect(endpointing.finish()).toEqual({ type: 'none' });
    expect(endpointing.isInUtterance).toBe(false);
  });
});
