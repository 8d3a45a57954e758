import { randomBytes } from 'node:crypto';

import type { RecordingPlace } from './recording-place.port';
import { readSealed, type SealedRecording } from './sealed-recording';
import {
  DamagedRecordingError,
  type Seal,
  SEALED_SEGMENT_BYTES,
  sealedLength,
  SEGMENT_BYTES,
  SegmentSealer,
} from './sealed-segments';

const seal: Seal = { key: randomBytes(32), name: 'one.sealed' };
/** Five segments and a bit. */
const plain = randomBytes(5 * SEGMENT_BYTES + 100);

function sealed(bytes: Buffer, by = seal): Buffer {
  const sealer = new SegmentSealer(by);
  const pieces: Buffer[] = [];
  // In pieces of any length.
  for (let at = 0; at < bytes.length; at += 3001) {
    pieces.push(sealer.push(bytes.subarray(at, at + 3001)));
  }
  return Buffer.concat([...pieces, sealer.end()]);
}

/** A place that notes what is read of it, and gives it in chunks of no particular length. */
function placeWith(file: Buffer) {
  const asked: [from: number, to: number][] = [];
  const place: RecordingPlace = {
    sizeOf: () => Promise.resolve(file.length),
    read: async function* (_name, from, to) {
      asked.push([from, to]);
      for (let at = from; at < to; at += 5000) yield file.subarray(at, Math.min(to, at + 5000));
    },
    remove: () => Promise.resolve(),
    list: async function* () {},
  };
  return { place, asked };
}

const read = async (
  file: Buffer,
  from = 0,
  to = plain.length,
  other: Partial<SealedRecording> = {},
) => {
  const { place, asked } = placeWith(file);
  const recording = { ...seal, place, bytes: plain.length, ...other };
  const given: Buffer[] = [];
  const reading = (async () => {
    for await (const piece of readSealed(recording, from, to)) given.push(piece);
  })();
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { bytes: Buffer.concat(given), asked, error };
};

describe('a sealed recording', () => {
  const file = sealed(plain);

  it('is as long as its bytes and a tag for each segment, and holds none of them in the clear', () => {
    expect(file.length).toBe(plain.length + 6 * 16);
    expect(sealedLength(plain.length)).toBe(file.length);
    expect(file.indexOf(plain.subarray(0, 8))).toBe(-1);
  });

  it.each([
    [0, plain.length],
    [0, 1],
    [SEGMENT_BYTES - 1, SEGMENT_BYTES + 1],
    [2 * SEGMENT_BYTES, 3 * SEGMENT_BYTES],
    [plain.length - 1, plain.length],
    [100, 100],
  ])('gives the bytes from %i to %i', async (from, to) => {
    const { bytes, error } = await read(file, from, to);
    expect(error).toBeUndefined();
    expect(bytes.equals(plain.subarray(from, to))).toBe(true);
  });

  it('is read only where the bytes are that are asked for', async () => {
    const { asked } = await read(file, 2 * SEGMENT_BYTES + 5, 3 * SEGMENT_BYTES);
    expect(asked).toEqual([[2 * SEALED_SEGMENT_BYTES, 3 * SEALED_SEGMENT_BYTES]]);
  });

  const segment = (index: number) =>
    file.subarray(index * SEALED_SEGMENT_BYTES, (index + 1) * SEALED_SEGMENT_BYTES);
  it.each<[string, Buffer, number]>([
    ['cut', file.subarray(0, -1), 0],
    ['cut between two segments', file.subarray(0, 5 * SEALED_SEGMENT_BYTES), 0],
    ['longer', Buffer.concat([file, Buffer.alloc(1)]), 0],
    [
      'swapped within',
      Buffer.concat([segment(1), segment(0), file.subarray(2 * SEALED_SEGMENT_BYTES)]),
      0,
    ],
    [
      'doubled within',
      Buffer.concat([segment(0), segment(0), file.subarray(2 * SEALED_SEGMENT_BYTES)]),
      SEGMENT_BYTES,
    ],
    [
      'changed in its fourth segment',
      Buffer.from(file.map((byte, at) => (at === 3 * SEALED_SEGMENT_BYTES + 9 ? byte ^ 1 : byte))),
      3 * SEGMENT_BYTES,
    ],
  ])('that is %s is refused from there on', async (_how, changed, good) => {
    const { bytes, error } = await read(changed);
    expect(error).toBeInstanceOf(DamagedRecordingError);
    expect(bytes.equals(plain.subarray(0, good))).toBe(true);
  });

  it('is not taken for another one, nor opened with another key', async () => {
    for (const other of [{ name: 'two.sealed' }, { key: randomBytes(32) }]) {
      const { bytes, error } = await read(file, 0, plain.length, other);
      expect(error).toBeInstanceOf(DamagedRecordingError);
      expect(bytes).toHaveLength(0);
    }
  });

  it('that its row says is shorter than it is, is refused', async () => {
    const { error } = await read(file, 0, 10, { bytes: plain.length - 1 });
    expect(error).toBeInstanceOf(DamagedRecordingError);
  });
});
