import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

import { OPUS_CLOCK_HZ } from '@vox/audio';
import type { Joined, SignallingResponse } from '@vox/protocol';
import { FRAME_MS } from '@vox/voice-core';
import { WebSocket } from 'ws';

import type { Observations } from './observations';
import type { Sentence } from './sentence';
import type { Line, User } from './user';

const FOLDER = join(__dirname, '..', '..', '..', 'bench', 'webrtc-client');

/** As browsers number Opus, which is ours to choose. */
const PAYLOAD_TYPE = 111;
const SSRC = 4711;
const CODEC = { mimeType: 'audio/opus', payloadType: PAYLOAD_TYPE, clockRate: 48_000, channels: 2 };
const CAPABILITIES = {
  codecs: [{ ...CODEC, kind: 'audio', preferredPayloadType: PAYLOAD_TYPE }],
  headerExtensions: [],
};

const TICKS_PER_FRAME = (OPUS_CLOCK_HZ * FRAME_MS) / 1000;

/** What `bench/webrtc-client` makes of one transport of the server. */
type Transport = {
  readonly dtlsParameters: object;
  connect(): Promise<void>;
  onPacket(listener: (payload: Buffer) => void): void;
  send(header: RtpHeader, payload: Uint8Array): void;
  close(): Promise<void>;
};

type RtpHeader = {
  readonly payloadType: number;
  readonly ssrc: number;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
};

type TransportModule = {
  readonly Transport: { open(remote: Joined['send_transport']): Promise<Transport> };
};

export function isWebRtcClientInstalled(): boolean {
  return existsSync(join(FOLDER, 'node_modules', 'werift'));
}

/** Joins over `/ws/webrtc` as a page does, and lets `user` talk. @throws Error when the server refuses. */
export async function webRtcLine(
  url: string,
  sentence: Sentence,
  user: User,
  observations: Observations,
): Promise<Line> {
  const signalling = await Signalling.open(url, user, observations);
  const joined = (await signalling.ask('join')) as Joined;
  const microphone = await connect(signalling, 'send', joined.send_transport);
  await signalling.ask('produce', {
    rtp_parameters: { codecs: [CODEC], encodings: [{ ssrc: SSRC }] },
  });
  const speaker = await connect(signalling, 'recv', joined.recv_transport);
  speaker.onPacket(() => user.hear(performance.now()));
  await signalling.ask('consume', { rtp_capabilities: CAPABILITIES });
  await signalling.ask('resume');
  let sent = 0;
  return {
    send: (sentenceMs) => {
      const stream = { payloadType: PAYLOAD_TYPE, ssrc: SSRC, marker: sent === 0 };
      const sequenceNumber = sent % 2 ** 16;
      const timestamp = (sent * TICKS_PER_FRAME) % 2 ** 32;
      sent += 1;
      microphone.send({ ...stream, sequenceNumber, timestamp }, sentence.at(sentenceMs));
    },
    close: () => {
      signalling.close();
      void Promise.all([microphone.close(), speaker.close()]);
    },
  };
}

async function connect(
  signalling: Signalling,
  direction: 'send' | 'recv',
  remote: Joined['send_transport'],
): Promise<Transport> {
  const { Transport } = (await import(join(FOLDER, 'transport.mjs'))) as TransportModule;
  const transport = await Transport.open(remote);
  const { dtlsParameters } = transport;
  await signalling.ask('connect_transport', { direction, dtls_parameters: dtlsParameters });
  await transport.connect();
  return transport;
}

/** The socket of one user: its requests, and the events that are of sound. */
class Signalling {
  readonly #waiting = new Map<number, (answer: SignallingResponse) => void>();
  #lastId = 0;
  #isLeaving = false;

  static async open(url: string, user: User, observations: Observations): Promise<Signalling> {
    const socket = new WebSocket(`${url}/ws/webrtc`, { perMessageDeflate: false });
    const signalling = new Signalling(socket, user, observations);
    await once(socket, 'open');
    return signalling;
  }

  private constructor(
    private readonly socket: WebSocket,
    user: User,
    observations: Observations,
  ) {
    socket.on('close', () => {
      if (!this.#isLeaving) observations.addError();
    });
    socket.on('message', (data: Buffer) => {
      if (data.includes('"event":"audio_clear"')) user.cut(performance.now());
      else if (data.includes('"event":"error"')) observations.addError();
      else if (data.includes('"id":')) this.#onAnswer(data);
    });
  }

  /** @throws Error when the server refuses. */
  async ask(method: string, data: object = {}): Promise<unknown> {
    const id = ++this.#lastId;
    const answered = new Promise<SignallingResponse>((resolve) => this.#waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, data }));
    const answer = await answered;
    if (!answer.ok) throw new Error(`${method} is refused: ${answer.error.message}`);
    return answer.data;
  }

  close(): void {
    this.#isLeaving = true;
    this.socket.close();
  }

  #onAnswer(data: Buffer): void {
    const message = JSON.parse(data.toString()) as Partial<SignallingResponse>;
    if (message.id === undefined) return;
    this.#waiting.get(message.id)?.(message as SignallingResponse);
    this.#waiting.delete(message.id);
  }
}
