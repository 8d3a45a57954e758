import { OPUS_CLOCK_HZ, OpusDecoder, writeWav } from '@vox/audio';

/** One packet of a bot's voice as the server got it. */
export type RecordedFrame = {
  readonly sequence: number;
  readonly timestamp: number;
  /** `performance.now()` when it came. */
  readonly arrivedAtMs: number;
  /** Absent when end-to-end encryption could not be undone. */
  readonly opus?: Buffer;
};

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

/** What a bot has said in one guild, in the order of arrival. */
export class VoiceRecording {
  readonly #frames: RecordedFrame[] = [];
  /** Packets that could not be decrypted at all. */
  brokenPackets = 0;

  get frames(): readonly RecordedFrame[] {
    return this.#frames;
  }

  /** Without the frames that only say that the bot is silent. */
  get voiced(): readonly RecordedFrame[] {
    return this.#frames.filter(({ opus }) => opus === undefined || !opus.equals(SILENCE));
  }

  /** Frames that nobody in the call could have read. */
  get unreadable(): number {
    return this.#frames.filter(({ opus }) => opus === undefined).length;
  }

  add(frame: RecordedFrame): number {
    return this.#frames.push(frame) - 1;
  }

  /** A frame became readable when its key came. */
  read(index: number, opus: Buffer): void {
    const frame = this.#frames[index];
    if (frame !== undefined) this.#frames[index] = { ...frame, opus };
  }

  clear(): void {
    this.#frames.length = 0;
    this.brokenPackets = 0;
  }

  /** Times between arrivals of consecutive voiced frames, in ms, none across a pause that silence frames announced. */
  gapsMs(): number[] {
    const gaps: number[] = [];
    for (let at = 1; at < this.#frames.length; at++) {
      const before = this.#frames[at - 1];
      const frame = this.#frames[at];
      if (before === undefined || frame === undefined) continue;
      if (before.opus?.equals(SILENCE) === true) continue;
      gaps.push(frame.arrivedAtMs - before.arrivedAtMs);
    }
    return gaps;
  }

  /** Mono samples of 48 kHz, frames one after another as they came; pauses and unreadable frames are left out. */
  pcm(): Int16Array {
    const decoder = new OpusDecoder();
    const pieces = this.voiced.flatMap(({ opus }) =>
      opus === undefined ? [] : [decoder.decode(opus)],
    );
    const pcm = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      pcm.set(piece, at);
      at += piece.length;
    }
    return pcm;
  }

  wav(): Buffer {
    return Buffer.from(writeWav(this.pcm(), OPUS_CLOCK_HZ));
  }
}
