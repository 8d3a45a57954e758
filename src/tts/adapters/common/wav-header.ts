/** How the samples behind a WAV header are to be read. */
export type SampleFormat = {
  readonly encoding: 's16le' | 'f32le';
  readonly channels: number;
  readonly sampleRateHz: number;
};

export type WavHeader = {
  readonly format: SampleFormat;
  /** Where the samples begin. */
  readonly bytes: number;
  /** Bytes of samples as promised; undefined where a streaming server could not know. */
  readonly dataBytes?: number;
};

const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;
const FORMAT_EXTENSIBLE = 0xfffe;

/** Streaming servers write 0, 0x7fffffff or 0xffffffff, some less the header; nobody speaks for 12 hours. */
const PLACEHOLDER_FROM_BYTES = 0x7fff_0000;

/**
 * Reads a WAV header from the first bytes of a stream: undefined while it is not complete, `invalid` when it is none
 * or of an encoding that no speech server uses.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader | 'invalid' | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) return undefined;
  if (tag(bytes, 0) !== 'RIFF' || tag(bytes, 8) !== 'WAVE') return 'invalid';
  let format: SampleFormat | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = tag(bytes, at);
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (id === 'data') {
      if (format === undefined) return 'invalid';
      const isPlaceholder = size === 0 || size >= PLACEHOLDER_FROM_BYTES;
      return { format, bytes: start, ...(isPlaceholder ? {} : { dataBytes: size }) };
    }
    if (id === 'fmt ') {
      if (start + size > bytes.length) return undefined;
      format = readFormat(view, start, size);
      if (format === undefined) return 'invalid';
    }
    // Chunks are padded to an even length.
    at = start + size + (size % 2);
  }
  return undefined;
}

function readFormat(view: DataView, at: number, size: number): SampleFormat | undefined {
  if (size < 16) return undefined;
  const written = view.getUint16(at, true);
  const code =
    written === FORMAT_EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : written;
  const channels = view.getUint16(at + 2, true);
  const sampleRateHz = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const encoding =
    code === FORMAT_PCM && bits === 16
      ? 's16le'
      : code === FORMAT_FLOAT && bits === 32
        ? 'f32le'
        : undefined;
  const isUsable =
    channels >= 1 && channels <= 8 && sampleRateHz >= 4000 && sampleRateHz <= 192_000;
  return encoding !== undefined && isUsable ? { encoding, channels, sampleRateHz } : undefined;
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
