/**
 * Recognizer, model and voice of fixed times, in a process of their own and over the wires that real ones have:
 * Deepgram's socket, OpenAI's chat and speech. Instants count from when the request came, and no answer is early: one
 * that is would hide as much of the server's own time.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { bytesFromPcm } from '@vox/audio';
import { FRAME_MS, SystemClock } from '@vox/voice-core';
import { type WebSocket, WebSocketServer } from 'ws';

import {
  REPLY_TOKENS,
  SPEECH_SPEED,
  TOKEN_MS,
  TTFB_MS,
  TTFT_MS,
  USER_TEXT,
  WORD_MS,
} from './script';

const VOICE_HZ = 24_000;
const PIECE_MS = FRAME_MS * SPEECH_SPEED;

/** An interim result for each half second of 16 kHz PCM. */
const INTERIM_BYTES = 16_000;

/** How long an idle connection is kept: longer than any pause between two requests. */
const KEPT_MS = 120_000;

const clock = new SystemClock();

async function notBefore(atMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && performance.now() < atMs) await clock.sleepUntil(atMs, signal);
}

function hear(socket: WebSocket): void {
  let bytes = 0;
  const say = (isFinal: boolean) =>
    socket.send(
      JSON.stringify({
        type: 'Results',
        channel_index: [0, 1],
        is_final: isFinal,
        speech_final: isFinal,
        channel: { alternatives: [{ transcript: USER_TEXT, confidence: 0.9, words: [] }] },
      }),
    );
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      const interims = Math.floor(bytes / INTERIM_BYTES);
      bytes += data.length;
      if (Math.floor(bytes / INTERIM_BYTES) > interims) say(false);
      return;
    }
    const { type } = JSON.parse(data.toString()) as { type: string };
    if (type !== 'CloseStream') return;
    if (bytes > 0) say(true);
    socket.send(JSON.stringify({ type: 'Metadata', duration: 1, channels: 1 }));
    socket.close(1000);
  });
}

async function think(response: ServerResponse, signal: AbortSignal): Promise<void> {
  let dueAtMs = performance.now() + TTFT_MS;
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  const chunk = (delta: object, finish: string | null) =>
    response.write(
      `data: ${JSON.stringify({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        model: 'timed',
        choices: [{ index: 0, delta, finish_reason: finish }],
      })}\n\n`,
    );
  for (const content of REPLY_TOKENS) {
    await notBefore(dueAtMs, signal);
    if (signal.aborted) return;
    chunk({ content }, null);
    dueAtMs += TOKEN_MS;
  }
  chunk({}, 'stop');
  response.end('data: [DONE]\n\n');
}

/** One piece of a tone; all pieces are alike and begin where the one before ended. */
const TONE = bytesFromPcm(
  Int16Array.from({ length: (VOICE_HZ * PIECE_MS) / 1000 }, (_, at) =>
    Math.round(6000 * Math.sin((2 * Math.PI * 400 * at) / VOICE_HZ)),
  ),
);

async function speak(body: string, response: ServerResponse, signal: AbortSignal): Promise<void> {
  const startedAtMs = performance.now();
  const { input } = JSON.parse(body) as { input: string };
  const pieces = Math.ceil((input.trim().split(/\s+/u).length * WORD_MS) / PIECE_MS);
  for (let piece = 0; piece < pieces; piece++) {
    await notBefore(startedAtMs + TTFB_MS + piece * FRAME_MS, signal);
    if (signal.aborted) return;
    if (piece === 0) response.writeHead(200, { 'content-type': 'audio/pcm' });
    response.write(TONE);
  }
  response.end();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  switch (`${request.method} ${request.url}`) {
    case 'POST /v1/chat/completions':
      return think(response, gone.signal);
    case 'POST /v1/audio/speech':
      return speak(body, response, gone.signal);
    case 'GET /v1/audio/voices':
      return void response.end(JSON.stringify({ voices: ['alloy'] }));
    case 'GET /v1/models':
      return void response.end(JSON.stringify({ object: 'list', data: [{ id: 'timed' }] }));
    default:
      return void response.end('{}');
  }
}

async function main(): Promise<void> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  new WebSocketServer({ server, path: '/v1/listen', perMessageDeflate: false }).on(
    'connection',
    hear,
  );
  // A connection that is closed while the next request is on its way would be a fault of ours, not of a server.
  server.keepAliveTimeout = KEPT_MS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
}

process.once('disconnect', () => process.exit(0));
void main();
