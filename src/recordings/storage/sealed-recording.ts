import type { RecordingPlace } from './recording-place.port';
import {
  DamagedRecordingError,
  openSegment,
  type Seal,
  SEALED_SEGMENT_BYTES,
  sealedLength,
  SEGMENT_BYTES,
} from './sealed-segments';

/** A finished recording in `place`: `bytes` of it, sealed. */
export type SealedRecording = Seal & { readonly place: RecordingPlace; readonly bytes: number };

/**
 * Opens its bytes from `from` up to `to`, which is left out, and no segment that has nothing of them.
 * @throws DamagedRecordingError, before the first byte where it is longer or shorter than it was written.
 */
export async function* readSealed(
  recording: SealedRecording,
  from: number,
  to: number,
): AsyncGenerator<Buffer, void, void> {
  const { place, name, bytes } = recording;
  const length = sealedLength(bytes);
  if ((await place.sizeOf(name)) !== length) throw new DamagedRecordingError();
  if (from >= to) return;
  const first = Math.floor(from / SEGMENT_BYTES);
  const last = Math.floor((to - 1) / SEGMENT_BYTES);
  const end = Math.min(length, (last + 1) * SEALED_SEGMENT_BYTES);
  let index = first;
  for await (const sealed of segmentsIn(place.read(name, first * SEALED_SEGMENT_BYTES, end))) {
    const plain = openSegment(recording, index, sealed);
    const start = index * SEGMENT_BYTES;
    yield plain.subarray(Math.max(0, from - start), to - start);
    index += 1;
  }
  if (index <= last) throw new DamagedRecordingError();
}

async function* segmentsIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
  let waiting = Buffer.alloc(0);
  for await (const chunk of chunks) {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= SEALED_SEGMENT_BYTES) {
      yield waiting.subarray(0, SEALED_SEGMENT_BYTES);
      waiting = waiting.subarray(SEALED_SEGMENT_BYTES);
    }
  }
  if (waiting.length > 0) yield waiting;
}
