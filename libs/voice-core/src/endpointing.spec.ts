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
      { atMs: 1300, decision: 'pause' },
      { atMs: 1700, decision: 'end' },
    ]);
  });

  it.each([
    ['digital silence', -Infinity, 130],
    ['a quiet room', -60, 210],
  ])(
    'counts silence from the end of the sound, however late the detector is in %s',
    (_, quietDb, lateMs) => {
      const endpointing = new Endpointing({ ...options, detectorReleaseMs: 120 });
      let endedAtMs = 0;
      for (let atMs = 20; endedAtMs === 0; atMs += 20) {
        const decision = endpointing.onFrame(
          atMs <= 1000 + lateMs,
          atMs,
          atMs <= 1000 ? -20 : quietDb,
        );
        if (decision.type !== 'end') continue;
        endedAtMs = atMs;
        expect(decision.silentMs).toBe(600);
      }
      expect(endedAtMs).toBe(1600);
    },
  );

  it('counts silence from where the detector lets go when the room is as loud as soft speech', () => {
    const endpointing = new Endpointing({ ...options, detectorReleaseMs: 120 });
    let endedAtMs = 0;
    for (let atMs = 20; endedAtMs === 0; atMs += 20) {
      const decision = endpointing.onFrame(atMs <= 1200, atMs, atMs <= 1000 ? -20 : -45);
      if (decision.type === 'end') endedAtMs = atMs;
    }
    expect(endedAtMs).toBe(1680);
  });

  it('counts silence from the middle of a frame when the sound ended there', () => {
    const endpointing = new Endpointing({ ...options, detectorReleaseMs: 120 });
    for (let atMs = 20; atMs <= 1000; atMs += 20) endpointing.onFrame(true, atMs, -20);
    endpointing.onFrame(true, 1020, -23, -60);
    for (let atMs = 1040; atMs <= 1220; atMs += 20) endpointing.onFrame(true, atMs, -60);
    endpointing.onFrame(false, 1240, -60);
    endpointing.expect('complete');
    let atMs = 1260;
    while (endpointing.onFrame(false, atMs, -60).type !== 'end') atMs += 20;
    expect(atMs - 1010).toBe(490);
  });

  it('says once that the speaker paused, and that they went on', () => {
    expect(decide(new Endpointing(options), [true, 1500], [false, 400], [true, 500])).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 1700, decision: 'pause' },
      { atMs: 1920, decision: 'resume' },
    ]);
  });

  it('keeps silent about stops that are shorter than a pause', () => {
    expect(decide(new Endpointing(options), [true, 1300], [false, 180], [true, 300])).toEqual([
      { atMs: 20, decision: 'speech-start' },
    ]);
  });

  it('says sooner that a short sound is over', () => {
    expect(decide(new Endpointing(options), [true, 300], [false, 160])).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 440, decision: 'pause' },
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

  it('ends a monologue in the first gap after the longest speaking time', () => {
    const endpointing = new Endpointing({ ...options, maxSpeakingTimeMs: 3000 });
    expect(decide(endpointing, [true, 3100], [false, 20], [true, 100])).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 3120, decision: 'end' },
      { atMs: 3140, decision: 'speech-start' },
    ]);
  });

  it('ends a monologue without a gap three seconds later', () => {
    const told = decide(new Endpointing({ ...options, maxSpeakingTimeMs: 3000 }), [true, 6100]);
    expect(told).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 6000, decision: 'end' },
      { atMs: 6020, decision: 'speech-start' },
    ]);
  });

  it('counts silence from the last sound, not from when the detector let go', () => {
    const endpointing = new Endpointing({ ...options, detectorReleaseMs: 80 });
    expect(decide(endpointing, [true, 1500], [false, 1000])).toEqual([
      { atMs: 20, decision: 'speech-start' },
      { atMs: 1620, decision: 'pause' },
      { atMs: 2020, decision: 'end' },
    ]);
  });

  it.each([
    ['complete', 500],
    ['unclear', 600],
    ['incomplete', 1200],
  ] as const)('ends words that are %s after %i ms', (prediction, afterMs) => {
    const endpointing = new Endpointing(options);
    decide(endpointing, [true, 1000], [false, 220]);
    endpointing.expect(prediction);
    let atMs = 1240;
    while (endpointing.onFrame(false, atMs).type !== 'end') atMs += 20;
    expect(atMs - 1000).toBe(afterMs);
  });

  it('forgets a prediction when speech goes on', () => {
    const endpointing = new Endpointing(options);
    decide(endpointing, [true, 1000], [false, 220]);
    endpointing.expect('incomplete');
    endpointing.onFrame(true, 1240);
    endpointing.onFrame(true, 1260);
    let atMs = 1280;
    while (endpointing.onFrame(false, atMs).type !== 'end') atMs += 20;
    expect(atMs - 1260).toBe(600);
  });

  describe('with levels', () => {
    /** Speech at -20 dB, then silence at -70 dB with a sound in it; gives how long the silence was taken to last. */
    function silenceUntilEnd(sound: { fromMs: number; toMs: number; db: number }): number {
      const endpointing = new Endpointing(options);
      for (let atMs = 20; atMs <= 1000; atMs += 20) endpointing.onFrame(true, atMs, -20);
      for (let silentMs = 20; silentMs <= 2000; silentMs += 20) {
        const isSound = silentMs > sound.fromMs && silentMs <= sound.toMs;
        const decision = endpointing.onFrame(false, 1000 + silentMs, isSound ? sound.db : -70);
        if (decision.type === 'end') return silentMs;
      }
      return Infinity;
    }

    it('waits for the detector when a sound has just begun, and ends when that was nothing', () => {
      expect(silenceUntilEnd({ fromMs: 560, toMs: 660, db: -25 })).toBe(680);
    });

    it('is not held up by a sound that goes on without being speech', () => {
      expect(silenceUntilEnd({ fromMs: 300, toMs: 2000, db: -25 })).toBe(600);
      expect(silenceUntilEnd({ fromMs: 580, toMs: 2000, db: -25 })).toBe(780);
    });

    it('waits for the detector when a soft sound turns loud: a consonant and its vowel', () => {
      const endpointing = new Endpointing(options);
      for (let atMs = 20; atMs <= 1000; atMs += 20) endpointing.onFrame(true, atMs, -20);
      const levelAt = (silentMs: number) => {
        if (silentMs <= 400) return -70;
        return silentMs <= 580 ? -45 : -30;
      };
      let silentMs = 20;
      while (endpointing.onFrame(false, 1000 + silentMs, levelAt(silentMs)).type === 'none') {
        silentMs += 20;
      }
      // The pause is told at 200 ms; the sound is no speech by 200 ms after it turned loud.
      expect(silentMs).toBe(200);
      do silentMs += 20;
      while (endpointing.onFrame(false, 1000 + silentMs, levelAt(silentMs)).type === 'none');
      expect(silentMs).toBe(780);
    });

    it('takes no notice of sounds much softer than the speech, nor of those before the end', () => {
      expect(silenceUntilEnd({ fromMs: 560, toMs: 660, db: -58 })).toBe(600);
      expect(silenceUntilEnd({ fromMs: 300, toMs: 500, db: -25 })).toBe(600);
    });
  });

  it('ends at once when the client says that the speaker is done', () => {
    const endpointing = new Endpointing(options);
    decide(endpointing, [true, 500]);
    expect(endpointing.finish()).toEqual({ type: 'end', reason: 'silence', silentMs: 0 });
    expect(endpointing.finish()).toEqual({ type: 'none' });
    expect(endpointing.isInUtterance).toBe(false);
  });
});
