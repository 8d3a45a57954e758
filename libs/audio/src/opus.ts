import { isMainThread } from 'node:worker_threads';

import type * as evanOpus from '@evan/opus';
import { frameSamples, InvalidInputError, type SampleRateHz } from '@vox/voice-core';

type Codec = typeof evanOpus;

/**
 * The native addon writes what it codes into one buffer for the whole process, so two threads garble each other's
 * audio or crash. It serves the main thread; every other thread has a WebAssembly instance to itself, which takes
 * about half as long again.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- which build is loaded depends on the thread.
const { Decoder, Encoder } = require(
  isMainThread ? '@evan/opus' : '@evan/opus/wasm/index.js',
) as Codec;

/** RTP clock of Opus, whatever rate the audio inside was sampled at (RFC 7587 §4.1). */
export const OPUS_CLOCK_HZ = 48_000;

const FRAME_SAMPLES = frameSamples(OPUS_CLOCK_HZ);

/** Speech at 48 kHz is transparent from about here on, without the part of the codec that is for speech alone. */
const DEFAULT_BITRATE_BPS = 48_000;

/**
 * Without the part that models speech (SILK): a frame takes 47 µs to encode instead of 155, and 23 instead of 62 to decode, comes
 * 4 ms sooner, and is closer to what was given: over 20 recordings the signal is 21.9 dB above what the codec adds, with SILK
 * 6.6 (means of windows of 21 ms, both at 48 kbit/s).
 */
const MONO_APPLICATION = 'restricted_lowdelay';

/** More is dearer, for no difference that speech shows. */
const DEFAULT_COMPLEXITY = 5;

type Complexity = InstanceType<Codec['Encoder']>['complexity'];

/** What the encoder is told that it is for: `voip` models speech. */
type Application = 'voip' | 'restricted_lowdelay' | 'audio';

export type OpusEncoderOptions = {
  /** Without SILK when absent. */
  readonly application?: Application;
  readonly bitrateBps?: number;
  readonly complexity?: number;
  /** Two: left and right alternate in a frame. One when absent. */
  readonly channels?: 1 | 2;
  /** Every packet has the same size, whatever is said in it. */
  readonly isConstantRate?: boolean;
};

/** A voice as browsers and Discord's own program encode it: for what stands in for them. */
export const OPUS_OF_CLIENTS: OpusEncoderOptions = { application: 'voip', bitrateBps: 32_000 };

/** `OPUS_GET_LOOKAHEAD`, with which the encoder says how many samples its packets lag behind what it is given. */
const GET_LOOKAHEAD = 4027;

/** Makes Opus packets of 20 ms frames at 48 kHz, mono unless told. One stream each: it remembers audio. */
export class OpusEncoder {
  readonly #encoder: InstanceType<Codec['Encoder']>;
  readonly #samples: number;

  constructor(options: OpusEncoderOptions = {}) {
    const { channels = 1, bitrateBps, complexity, isConstantRate = false } = options;
    // Opus codes speech in two channels together: what begins on one would be heard on the other.
    const { application = channels === 1 ? MONO_APPLICATION : 'audio' } = options;
    this.#samples = FRAME_SAMPLES * channels;
    this.#encoder = new Encoder({ channels, sample_rate: OPUS_CLOCK_HZ, application });
    this.#encoder.bitrate = bitrateBps ?? DEFAULT_BITRATE_BPS;
    this.#encoder.complexity = (complexity ?? DEFAULT_COMPLEXITY) as Complexity;
    this.#encoder.vbr = !isConstantRate;
  }

  /** By how many samples of a channel, at 48 kHz, what is decoded comes later than what was encoded. */
  get lookaheadSamples(): number {
    return this.#encoder.ctl(GET_LOOKAHEAD);
  }

  /**
   * One packet of `frame48k`: 960 samples a channel, 48 kHz. The packet is the caller's.
   * @throws InvalidInputError when the frame is not 20 ms long.
   */
  encode(frame48k: Int16Array): Uint8Array {
    if (frame48k.length !== this.#samples) {
      throw new InvalidInputError('audio', `an Opus frame has ${this.#samples} samples`);
    }
    return this.#encoder.encode(frame48k).slice();
  }
}

/**
 * Decodes Opus packets at `sampleRateHz` (48 kHz unless told), to mono: a stereo packet is mixed down; or to two channels, whose
 * samples alternate. One stream each.
 */
export class OpusDecoder {
  readonly #decoder: InstanceType<Codec['Decoder']>;

  constructor(sampleRateHz: SampleRateHz = OPUS_CLOCK_HZ, channels: 1 | 2 = 1) {
    this.#decoder = new Decoder({ channels, sample_rate: sampleRateHz });
  }

  /**
   * The samples of one packet, whatever its duration (2.5 to 120 ms). They are the caller's.
   * @throws InvalidInputError for a packet that is not Opus; the decoder stays usable.
   */
  decode(packet: Uint8Array): Int16Array {
    if (packet.length === 0) throw new InvalidInputError('audio', 'an Opus packet is empty');
    try {
      // The copy frees the result from the codec's memory and puts it on an even offset.
      return new Int16Array(this.#decoder.decode(packet).slice().buffer);
    } catch {
      throw new InvalidInputError('audio', 'the packet is not an Opus packet');
    }
  }
}

/** 120 ms, the most that a packet may hold (RFC 6716 §3.4 R5). */
const MAX_PACKET_TICKS = 5760;

const SILK_TICKS = [480, 960, 1920, 2880] as const;
const HYBRID_TICKS = [480, 960] as const;
const CELT_TICKS = [120, 240, 480, 960] as const;

/**
 * How long a packet lasts, in ticks of the 48 kHz RTP clock, read from its first bytes.
 * @see RFC 6716 §3.1 (the TOC byte) and §3.2.5 (frame count of code 3)
 */
export function opusPacketTicks(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const frameTicks =
    config < 12
      ? SILK_TICKS[(config & 3) as 0 | 1 | 2 | 3]
      : config < 16
        ? HYBRID_TICKS[(config & 1) as 0 | 1]
        : CELT_TICKS[(config & 3) as 0 | 1 | 2 | 3];
  const code = toc & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
  return Math.min(MAX_PACKET_TICKS, frameTicks * frames);
}
