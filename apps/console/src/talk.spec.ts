import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { ServerEvent, SessionStarted } from '@vox/protocol';
import { type WebSocket, WebSocketServer } from 'ws';

import { Talk } from './talk';
import { VoiceSocketClient } from './voice-socket-client';

const SESSION = '6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a11';
const started = { encoding: 'pcm_s16le', sample_rate_hz: 16_000 } as SessionStarted['data'];
const loud = { pcm: new Int16Array(320).fill(9000), sampleRateHz: 16_000 } as const;

const turnComplete = (outcome: 'completed' | 'failed'): ServerEvent => ({
  event: 'turn_complete',
  data: {
    session_id: SESSION,
    turn_id: SESSION,
    outcome,
    user_text: 'a tone',
    spoken_text: '',
    latency: {},
  },
});
const quiet = { pcm: new Int16Array(320), sampleRateHz: 16_000 } as const;

describe(Talk, () => {
  let server: WebSocketServer;
  let client: VoiceSocketClient;

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
  });
  afterEach(() => {
    client.terminate();
    server.close();
  });

  /** A server that says something after so many frames, whatever they hold. */
  async function connect(
    says: Readonly<Record<number, ServerEvent>>,
    onFrame: (frames: number, socket: WebSocket) => void = () => undefined,
  ): Promise<Talk> {
    server.on('connection', (socket) => {
      let frames = 0;
      socket.on('message', () => {
        const event = says[++frames];
        onFrame(frames, socket);
        if (event !== undefined) socket.send(JSON.stringify(event));
      });
    });
    const { port } = server.address() as AddressInfo;
    client = await VoiceSocketClient.connect(`ws://127.0.0.1:${port}`);
    return new Talk(client, started);
  }

  it('measures from the last loud frame of the file, not from its last', async () => {
    const talk = await connect({ 30: turnComplete('completed') }, (frames, socket) => {
      if (frames === 20) socket.send(Buffer.alloc(640));
    });
    let nowMs = 1000;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const sendAudio = client.sendAudio.bind(client);
    jest.spyOn(client, 'sendAudio').mockImplementation((bytes) => {
      nowMs += 20;
      sendAudio(bytes);
    });
    const frames = Array.from({ length: 30 }, (_, index) => (index < 10 ? loud : quiet));
    const speaking = talk.speak({ path: 'tone.wav', frames, lastLoudFrame: 9 });
    const report = await speaking.finally(() => jest.restoreAllMocks());
    // The tenth frame goes out at 1200 ms, the 30th at 1600 ms: the answer is read after that, on this clock.
    expect(report.voiceToVoiceMs).toBe(400);
  });

  it('tells of a turn that failed when its error came before the last word was out', async () => {
    const talk = await connect({
      1: { event: 'error', data: { session_id: SESSION, code: 'tts_unavailable', message: 'No.' } },
      30: turnComplete('failed'),
    });
    const frames = Array.from({ length: 30 }, () => loud);
    const report = await talk.speak({ path: 'tone.wav', frames, lastLoudFrame: 29 });
    expect(report).toMatchObject({ outcome: 'failed', error: 'No.' });
  });
});
