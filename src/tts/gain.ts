import type { AudioFrame } from '@vox/voice-core';

/** `frames` at `volume` times their level; what would overflow is held at full scale. */
export async function* withVolume(
  frames: AsyncIterable<AudioFrame>,
  volume: number,
): AsyncGenerator<AudioFrame, void, void> {
  for await (const { pcm, sampleRateHz } of frames) {
    const louder = pcm.map((sample) =>
      Math.max(-32_768, Math.min(32_767, Math.round(sample * volume))),
    );
    yield { pcm: louder, sampleRateHz };
  }
}
