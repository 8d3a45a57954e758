import type { IncomingMessage } from 'node:http';

import { PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';

/** 13 minutes at 16 kHz, 4 at 48 kHz. */
export const MAX_RECORDING_BYTES = 25 * 1024 * 1024;

/** What is too large is read on for a while: who is cut off while they send would not hear why. */
const MAX_READ_BYTES = 2 * MAX_RECORDING_BYTES;

const WAV = /^audio\/(?:wav|x-wav|wave|vnd\.wave)\b/iu;

/**
 * The body of a request that is a WAV file. It is read here, once who asks is known, and not by a parser in front of every
 * route: nobody may make the server hold so much otherwise.
 * @throws UnsupportedMediaTypeException when it is declared as something else; PayloadTooLargeException beyond 25 MiB.
 */
export async function readRecording(request: IncomingMessage): Promise<Uint8Array> {
  if (!WAV.test(request.headers['content-type'] ?? '')) {
    throw new UnsupportedMediaTypeException('body: must be a WAV file (Content-Type: audio/wav)');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Left whole at the end, so that the answer still finds its connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_RECORDING_BYTES) chunks.push(chunk);
    else if (bytes > MAX_READ_BYTES) break;
  }
  if (bytes <= MAX_RECORDING_BYTES) return Buffer.concat(chunks);
  throw new PayloadTooLargeException('body: a recording has at most 25 MiB');
}
