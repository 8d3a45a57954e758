import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { type HttpFault, statusOfFault } from './http-fault';
import { untilClosed } from './http-stand-in';

/** A speech server can also say too little: `short` ends regularly after a quarter of the audio, `empty` before any. */
export type SpeechFault = HttpFault | 'short' | 'empty';

export type SpeechStandInOptions = {
  readonly port?: number;
  readonly fault?: SpeechFault;
  /** How late `slow` is. */
  readonly slowMs?: number;
  /** Pause between pieces of audio, as a model that works on the next piece makes. */
  readonly pieceDelayMs?: number;
};

export const SPEECH_SAMPLE_RATE_HZ = 24_000;
const MS_PER_CHARACTER = 60;
const TONE_HZ = 200;

/** A tone as long as `text` would take to say at `rate`: mono, s16le. */
export function toneFor(text: string, rate = 1, sampleRateHz = SPEECH_SAMPLE_RATE_HZ): Uint8Array {
  const durationMs = (text.length * MS_PER_CHARACTER) / rate;
  // One period, repeated: a sine for every sample would make the server slower than what it plays.
  const period = Int16Array.from({ length: Math.round(sampleRateHz / TONE_HZ) }, (_, at) =>
    Math.round(8000 * Math.sin((2 * Math.PI * at * TONE_HZ) / sampleRateHz)),
  );
  const pcm = new Int16Array(Math.round((durationMs * sampleRateHz) / 1000));
  for (let at = 0; at < pcm.length; at += period.length) {
    pcm.set(period.subarray(0, pcm.length - at), at);
  }
  return new Uint8Array(pcm.buffer);
}

/** A WAV header as streaming servers write it, before anybody knows the length. */
export function placeholderWavHeader(sampleRateHz = SPEECH_SAMPLE_RATE_HZ): Uint8Array {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(0x7fff_ffff - 36, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(0xffff_ffff, 40);
  return header;
}

/**
 * Answers those faults that look the same on every server.
 * @returns true when the request is answered and nothing is left to send.
 */
export async function answerFault(
  fault: SpeechFault | undefined,
  response: ServerResponse,
  options: SpeechStandInOptions,
  errorBody: (status: number) => unknown,
): Promise<boolean> {
  if (fault === 'slow') await delay(options.slowMs ?? 300);
  if (fault === 'silent') {
    await untilClosed(response);
    return true;
  }
  if (fault === 'wrong-content-type') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html><body>Welcome to nginx</body></html>');
    return true;
  }
  const status = statusOfFault(fault);
  if (status !== undefined) {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(errorBody(status)));
    return true;
  }
  return false;
}

/** How much of the audio leaves the server. */
const SHARE_WRITTEN: Readonly<Record<string, number>> = {
  stall: 0.5,
  cut: 0.5,
  short: 0.25,
  empty: 0,
};

/** Writes `head`, then `pieces` one by one, with whatever `fault` does to them; ends with `tail`. */
export async function writePieces(
  response: ServerResponse,
  body: {
    readonly head?: Uint8Array;
    readonly pieces: readonly Uint8Array[];
    readonly tail?: Uint8Array;
  },
  fault: SpeechFault | undefined,
  options: SpeechStandInOptions,
): Promise<void> {
  const share = SHARE_WRITTEN[fault ?? ''] ?? 1;
  const kept = Math.ceil(body.pieces.length * share);
  const pieces = [body.head ?? new Uint8Array(), ...body.pieces.slice(0, kept)];
  for (const [index, piece] of pieces.entries()) {
    if (index > 1) await delay(options.pieceDelayMs ?? 1);
    if (response.destroyed) return;
    if (fault === 'split-utf8') await writeSplit(response, piece);
    else response.write(piece);
  }
  if (fault === 'stall') return untilClosed(response);
  if (fault === 'cut') {
    // Lets what was written leave first.
    await delay(20);
    response.destroy();
    return;
  }
  response.end(share < 1 ? undefined : body.tail);
}

/** The first bytes one by one, each in a packet of its own, then odd-sized pieces. */
async function writeSplit(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  const single = Math.min(bytes.length, 60);
  for (let at = 0; at < single; at++) {
    response.write(bytes.subarray(at, at + 1));
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let at = single; at < bytes.length; at += 1001) {
    response.write(bytes.subarray(at, at + 1001));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** `bytes` in at least `count` pieces of even length. */
export function piecesOf(bytes: Uint8Array, count: number): Uint8Array[] {
  const size = Math.max(2, Math.ceil(bytes.length / count / 2) * 2);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

/** As base64 server-sent events: the text is not ASCII, so that a split may halve a character. */
export function speechEvent(event: Record<string, unknown>): Uint8Array {
  return Buffer.from(`: läuft …\n\ndata: ${JSON.stringify(event)}\n\n`);
}
