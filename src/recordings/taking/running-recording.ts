import { randomBytes } from 'node:crypto';

import { OggOpusWriter, OpusEncoder } from '@vox/audio';
import {
  type AudioFrame,
  type Clock,
  FRAME_MS,
  frameSamples,
  type PlayedSound,
} from '@vox/voice-core';

import type { RecordingFile } from './recording-file';
import { StereoTimeline } from './stereo-timeline';
import { TimelineSource } from './timeline-source';

/** Both sides together. From here on Opus codes them apart: nothing of one is heard in the other. */
const BITRATE_BPS = 48_000;

/**
 * How far behind the present it is written: longer than a sound comes late, and than an output is written ahead of what is
 * heard of it, so that what is taken back never gets into it.
 */
const HOLD_MS = 500;

const SILENCE = new Int16Array(2 * frameSamples(48_000));

/**
 * Opus in Ogg, from now on: on the left what people say, on the right what is heard of the agent.
 *
 * At a constant rate, so that the size of what is sealed says nothing of who spoke when.
 */
export class RunningRecording {
  readonly #timeline = new StereoTimeline();
  readonly #encoder = new OpusEncoder({
    channels: 2,
    bitrateBps: BITRATE_BPS,
    isConstantRate: true,
  });
  readonly #ogg: OggOpusWriter;
  readonly #agent = new TimelineSource(this.#timeline, 'right');
  readonly #people = new Map<string, TimelineSource>();
  readonly #played: ReturnType<PlayedSound['reader']>;
  readonly #startedAtMs: number;

  constructor(
    readonly id: string,
    private readonly file: RecordingFile,
    played: PlayedSound,
    private readonly clock: Clock,
  ) {
    this.#startedAtMs = clock.nowMs();
    this.#played = played.reader();
    // What sounded before belongs to nobody's consent.
    this.#played(this.#startedAtMs);
    const serial = randomBytes(4).readUInt32LE();
    const preSkip = this.#encoder.lookaheadSamples;
    this.#ogg = new OggOpusWriter({ channels: 2, preSkip, serial });
    file.write(this.#ogg.begin());
  }

  /** Who was heard in it. */
  get people(): string[] {
    return [...this.#people.keys()];
  }

  get durationMs(): number {
    return this.#timeline.takenMs;
  }

  get bytes(): number {
    return this.file.bytes;
  }

  /** Why it cannot go on. */
  get failure(): Error | undefined {
    return this.file.failure;
  }

  /** What `person` has said until just now. */
  heard(person: string, frame: AudioFrame): void {
    const source = this.#people.get(person) ?? new TimelineSource(this.#timeline, 'left');
    this.#people.set(person, source);
    source.push(frame, this.#nowMs - FRAME_MS);
  }

  /** Encodes and writes what is old enough. To be called a few times a second. */
  write(): void {
    this.#listenToAgent();
    this.#writeUntil(this.#nowMs - HOLD_MS);
  }

  /** Writes the rest. Rejects when the disk has not taken all of it. */
  async end(): Promise<void> {
    this.#listenToAgent();
    this.#writeUntil(this.#nowMs);
    // The encoder lags behind: the last samples come out with what follows them.
    this.#encode(SILENCE);
    this.file.write(this.#ogg.end(this.#timeline.takenFrames * frameSamples(48_000)));
    await this.file.end();
  }

  /** Closes its file, which is to be deleted. */
  async drop(): Promise<void> {
    await this.file.end().catch(() => undefined);
  }

  get #nowMs(): number {
    return this.clock.nowMs() - this.#startedAtMs;
  }

  #listenToAgent(): void {
    for (const { frame, atMs } of this.#played(this.clock.nowMs())) {
      this.#agent.push(frame, atMs - this.#startedAtMs);
    }
  }

  #writeUntil(untilMs: number): void {
    for (const frame of this.#timeline.take(untilMs)) this.#encode(frame);
  }

  #encode(frame: Int16Array): void {
    const page = this.#ogg.add(this.#encoder.encode(frame));
    if (page !== undefined) this.file.write(page);
  }
}
