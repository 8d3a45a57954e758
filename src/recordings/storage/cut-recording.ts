import type { RecordingPlace } from './recording-place.port';
import {
  DamagedRecordingError,
  openSegment,
  type Seal,
  SEALED_SEGMENT_BYTES,
  SEGMENT_BYTES,
} from './sealed-segments';

/** What of a file that nobody has ended is whole. */
export type WholeExtent = {
  readonly sealedBytes: number;
  readonly bytes: number;
  /** Up to where its pages say; undefined where none is among the last bytes. */
  readonly durationMs: number | undefined;
};

/** The last segment is whole as well where a crash came after it. `size` is what there is of the file. */
export async function wholeExtent(
  place: RecordingPlace,
  seal: Seal,
  size: number,
): Promise<WholeExtent> {
  const full = Math.floor(size / SEALED_SEGMENT_BYTES);
  const opened: Buffer[] = [];
  let sealedBytes = full * SEALED_SEGMENT_BYTES;
  // Two of them hold the beginning of a page.
  for (const index of [full - 2, full - 1, full]) {
    const from = index * SEALED_SEGMENT_BYTES;
    const to = Math.min(size, from + SEALED_SEGMENT_BYTES);
    if (index < 0 || from >= to) continue;
    const sealed = Buffer.concat(await Array.fromAsync(place.read(seal.name, from, to)));
    const plain = opensOrNot(seal, index, sealed);
    if (plain === undefined) continue;
    opened.push(plain);
    sealedBytes = to;
  }
  const rest = opened.at(-1)?.length ?? 0;
  const isRestWhole = sealedBytes > full * SEALED_SEGMENT_BYTES;
  const bytes = full * SEGMENT_BYTES + (isRestWhole ? rest : 0);
  return { sealedBytes, bytes, durationMs: durationIn(Buffer.concat(opened)) };
}

function opensOrNot(seal: Seal, index: number, sealed: Buffer): Buffer | undefined {
  try {
    return openSegment(seal, index, sealed);
  } catch (error) {
    if (error instanceof DamagedRecordingError) return undefined;
    throw error;
  }
}

/** What the last page that is followed by another one says: the last of all may be cut. */
function durationIn(ogg: Buffer): number | undefined {
  const last = ogg.lastIndexOf('OggS');
  const before = last <= 0 ? -1 : ogg.lastIndexOf('OggS', last - 1);
  if (before === -1) return undefined;
  return Math.floor(Math.max(0, Number(ogg.readBigInt64LE(before + 6))) / 48);
}
