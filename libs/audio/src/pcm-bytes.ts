import { InvalidInputError } from '@vox/voice-core';

// Both directions rely on a little-endian host, as every platform is that Node 24 has media packages for.

/**
 * Little-endian signed 16-bit samples from bytes. The samples are a copy: the bytes may be reused.
 * @throws InvalidInputError when half a sample is left over.
 */
export function pcmFromBytes(bytes: Uint8Array): Int16Array {
  if (bytes.length % 2 !== 0) {
    throw new InvalidInputError(
      'audio',
      `16-bit PCM has an even number of bytes, got ${bytes.length}`,
    );
  }
  return new Int16Array(new Uint8Array(bytes).buffer);
}

/** Little-endian bytes of `pcm`: a view on the same memory, not a copy. */
export function bytesFromPcm(pcm: Int16Array): Uint8Array {
  return new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
}
