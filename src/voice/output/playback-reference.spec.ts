import { PlaybackReference } from './playback-reference';

const frame = { pcm: new Int16Array(320), sampleRateHz: 16_000 } as const;

function played(...moments: number[]): PlaybackReference {
  const audio = new PlaybackReference();
  for (const atMs of moments) audio.add(frame, atMs);
  return audio;
}

describe(PlaybackReference.name, () => {
  it('gives each frame once, when it has sounded', () => {
    const audio = played(0, 20, 40);
    const read = audio.reader();
    expect(read(20).map(({ atMs }) => atMs)).toEqual([0, 20]);
    audio.add(frame, 60);
    expect(read(60).map(({ atMs }) => atMs)).toEqual([40, 60]);
    expect(read(60)).toEqual([]);
  });

  it('never gives what was taken back before it sounded', () => {
    const audio = played(0, 20, 40);
    const read = audio.reader();
    audio.cut(20);
    audio.add(frame, 500);
    expect(read(1000).map(({ atMs }) => atMs)).toEqual([0, 20, 500]);
  });

  it('keeps only the last two seconds for who reads late', () => {
    const audio = new PlaybackReference();
    const read = audio.reader();
    for (let index = 0; index < 500; index++) audio.add(frame, index * 20);
    expect(read(1e6)).toHaveLength(100);
    expect(read(1e6)).toEqual([]);
  });
});
