import { mayBeWav } from '@vox/audio';

/** What a body of a speech server begins with: audio that can be read, something else by its name, or nothing known. */
export type AudioKind =
  | { readonly kind: 'wav' }
  | { readonly kind: 'other'; readonly name: string }
  | { readonly kind: 'unknown' };

/** Enough to tell words from samples: sixteen bytes of sound are never all letters. */
const DECIDING_BYTES = 16;

const UNDECIDED = Symbol('undecided');

/** Signatures by where they stand. */
const SIGNATURES: readonly (readonly [at: number, letters: string, name: string])[] = [
  [0, 'fLaC', 'FLAC audio'],
  [0, 'OggS', 'Ogg audio'],
  [0, 'ID3', 'MP3 audio'],
  [0, '#!AMR', 'AMR audio'],
  [0, 'caff', 'CAF audio'],
  [0, '.snd', 'AU audio'],
  [0, '\x1a\x45\xdf\xa3', 'WebM audio'],
  [0, '\x1f\x8b\x08', 'gzip data'],
  [4, 'ftyp', 'MP4 audio'],
  [8, 'AIFF', 'AIFF audio'],
  [8, 'AIFC', 'AIFF audio'],
];

/**
 * Tells the kind of a body from its first bytes, whatever its content type says; undefined while more are needed.
 * `isWhole` says that no more will come.
 */
export function audioKind(bytes: Uint8Array, isWhole: boolean): AudioKind | undefined {
  if (bytes.length === 0 || (bytes.length < DECIDING_BYTES && !isWhole)) return undefined;
  if (bytes.length >= 12 && mayBeWav(bytes)) return { kind: 'wav' };
  const name = signature(bytes) ?? (isText(bytes) ? textName(bytes) : mpegName(bytes, isWhole));
  if (name === UNDECIDED) return undefined;
  return name === undefined ? { kind: 'unknown' } : { kind: 'other', name };
}

function signature(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find(([at, letters]) => text(bytes, at, letters.length) === letters)?.[2];
}

/** Letters, signs and white space, perhaps after a byte order mark. */
function isText(bytes: Uint8Array): boolean {
  const letters = text(bytes, 0, DECIDING_BYTES).replace(/^\xef\xbb\xbf/u, '');
  return /^[\t\n\r\x20-\x7e]*$/u.test(letters);
}

function textName(bytes: Uint8Array): string {
  const first = /[^\s\xef\xbb\xbf]/u.exec(text(bytes, 0, 64))?.[0];
  if (first === '<') return 'a web page';
  return first === '{' || first === '[' ? 'JSON' : 'text';
}

/**
 * MP3 and AAC have no signature but a frame's head, which samples may resemble by chance: the head of a second frame
 * has to stand where the first says.
 */
function mpegName(bytes: Uint8Array, isWhole: boolean): string | typeof UNDECIDED | undefined {
  const first = mpegFrame(bytes, 0);
  if (first === undefined) return undefined;
  const isLastFrame = bytes.length < first.bytes + HEAD_BYTES;
  if (isLastFrame) return isWhole ? first.name : UNDECIDED;
  return mpegFrame(bytes, first.bytes)?.name === first.name ? first.name : undefined;
}

/** As much of a frame as its length is read from. */
const HEAD_BYTES = 6;

const MP3_KBITS = {
  1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const MP3_RATES_HZ = [44_100, 48_000, 32_000] as const;

/** The frame whose head stands at `at`. @see ISO/IEC 11172-3 §2.4.1.3 (MP3), ISO/IEC 13818-7 §6.2 (AAC) */
function mpegFrame(bytes: Uint8Array, at: number): { name: string; bytes: number } | undefined {
  const [sync, head, rates, more] = bytes.subarray(at, at + 4);
  if (sync !== 0xff || head === undefined || rates === undefined || more === undefined) {
    return undefined;
  }
  if ((head & 0xf6) === 0xf0) {
    const length = ((more & 3) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >> 5);
    return length < 7 ? undefined : { name: 'AAC audio', bytes: length };
  }
  // Layer III, the only one that anybody sends.
  if ((head & 0xe6) !== 0xe2) return undefined;
  const version = (head >> 3) & 3;
  const kbits = MP3_KBITS[version === 3 ? 1 : 2][(rates >> 4) - 1];
  const fullHz = MP3_RATES_HZ[(rates >> 2) & 3];
  if (version === 1 || kbits === undefined || fullHz === undefined) return undefined;
  const rateHz = version === 3 ? fullHz : version === 2 ? fullHz / 2 : fullHz / 4;
  const padding = (rates >> 1) & 1;
  const frameBytes = Math.floor(((version === 3 ? 144 : 72) * kbits * 1000) / rateHz) + padding;
  return { name: 'MP3 audio', bytes: frameBytes };
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
