import { MemorySink, VirtualClock } from '@vox/testing';
import type { AudioFrame, AudioSink } from '@vox/voice-core';

import { recordedPcm } from '../../../../test/support/recordings';
import { EchoDetector } from './echo-detector';
import { Output } from '../../output/output';
import { PlaybackReference } from '../../output/playback-reference';

const ANSWER = recordedPcm('vm-nobodyavail.wav', 16_000);
const ECHO_FRAMES = 6;

function frameAt(index: number, gain = 1): AudioFrame {
  const pcm = new Int16Array(320);
  pcm.set(ANSWER.subarray(Math.max(0, index * 320), Math.max(0, (index + 1) * 320)));
  return { pcm: pcm.map((sample) => sample * gain), sampleRateHz: 16_000 };
}

function isLoud({ pcm }: AudioFrame): boolean {
  return pcm.some((sample) => Math.abs(sample) > 500);
}

/** One loudspeaker through which two sessions are answered, each with a sink of its own. */
function sharedLoudspeaker(clock: VirtualClock) {
  const played = new PlaybackReference();
  const sink = (): AudioSink => ({
    sampleRateHz: 16_000,
    played,
    write: (frame, atMs = clock.nowMs()) => played.add(frame, atMs),
    clear: () => played.cut(clock.nowMs()),
  });
  return { anns: new Output(sink(), clock), bobs: new Output(sink(), clock) };
}

/** `speaks` plays the answer; the share of its echo that the detector at `listens` takes for one. */
async function shareOfEcho(
  clock: VirtualClock,
  speaks: Output,
  listens: Output,
  leadMs = 0,
): Promise<number> {
  const detector = new EchoDetector(listens.played, clock);
  const verdicts: boolean[] = [];
  for (let index = 0; index < ANSWER.length / 320; index++) {
    speaks.write(frameAt(index), clock.nowMs() + leadMs);
    const heard = frameAt(index - ECHO_FRAMES - leadMs / 20, 0.316);
    const isEcho = detector.isEcho(heard, isLoud(heard));
    if (isLoud(heard)) verdicts.push(isEcho);
    await clock.advance(20);
  }
  return verdicts.filter(Boolean).length / verdicts.length;
}

describe(EchoDetector.name, () => {
  it('knows the echo of what its own session says', async () => {
    const clock = new VirtualClock();
    const output = new Output(new MemorySink(clock), clock);
    expect(await shareOfEcho(clock, output, output)).toBe(1);
  });

  it.each([0, 200])(
    'knows the echo of what the same loudspeaker says to somebody else, written %i ms ahead',
    async (leadMs) => {
      const clock = new VirtualClock();
      const { anns, bobs } = sharedLoudspeaker(clock);
      expect(await shareOfEcho(clock, anns, bobs, leadMs)).toBe(1);
    },
  );

  it('takes what another loudspeaker says for a person', async () => {
    const clock = new VirtualClock();
    const [anns, bobs] = [0, 1].map(() => new Output(new MemorySink(clock), clock));
    expect(await shareOfEcho(clock, anns as Output, bobs as Output)).toBe(0);
  });
});
