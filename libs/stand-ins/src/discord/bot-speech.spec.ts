import { OPUS_OF_CLIENTS, OpusEncoder } from '@vox/audio';

import { audibleAtMs, audibleEndMs, botSpeech } from './bot-speech';
import { VoiceRecording } from './recording';

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

function frame(level: number): Int16Array {
  return Int16Array.from({ length: 960 }, (_, at) => Math.round(level * Math.sin(at / 10)));
}

describe("A bot's speech, listened to", () => {
  /** Packets that came 20 ms apart; `undefined` is a silence frame. */
  function recorded(...levels: readonly (number | undefined)[]): VoiceRecording {
    const recording = new VoiceRecording();
    const encoder = new OpusEncoder(OPUS_OF_CLIENTS);
    levels.forEach((level, index) => {
      const opus = level === undefined ? SILENCE : Buffer.from(encoder.encode(frame(level)));
      recording.add({
        sequence: (65_534 + index) & 0xffff,
        timestamp: 0,
        arrivedAtMs: index * 20,
        opus,
      });
    });
    return recording;
  }

  it('is placed stretch by stretch, whatever the sequence numbers wrap around', () => {
    const speech = botSpeech(recorded(9000, 9000, 9000, undefined, undefined, 9000));
    expect(speech.map(({ atMs, pcm }) => [atMs, pcm.length])).toEqual([
      [0, 3 * 960],
      [100, 960],
    ]);
  });

  it('is audible from the first packet whose sound can be heard', () => {
    const recording = recorded(0, 0, 9000, 9000, undefined, 9000);
    expect(audibleAtMs(recording, 0)).toBe(40);
    expect(audibleAtMs(recording, 61)).toBe(100);
    expect(audibleAtMs(recording, 101)).toBeUndefined();
  });

  it('ends where the last sound ends', () => {
    const pcm = new Int16Array(4800);
    pcm.set(frame(9000), 960);
    expect(audibleEndMs(pcm)).toBe(40);
    expect(audibleEndMs(new Int16Array(4800))).toBe(0);
  });
});
