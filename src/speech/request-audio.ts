import type { IncomingMessage } from 'node:http';

import { PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';

/** 13 minutes at 16 kHz, 4 at 48 kHz. */
export const MAX_RECORDING_BYTES = 25 * 1024 * 1024;

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
  // Left whole when it is too large, so that the answer still finds its connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_RECORDING_BYTES) {
      throw new PayloadTooLargeException('body: a recording has at most 25 MiB');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
