import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { ServerEvent, SessionStarted } from '@vox/protocol';
import { WebSocketServer } from 'ws';

import { Talk } from './talk';
import { VoiceSocketClient } from './voice-socket-client';

const SESSION = '6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a11';
const started = { encoding: 'pcm_s16le', sample_rate_hz: 16_000 } as SessionStarted['data'];
const loud = { pcm: new Int16Array(320).fill(9000), sampleRateHz: 16_000 } as const;

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
  async function connect(says: Readonly<Record<number, ServerEvent>>): Promise<Talk> {
    server.on('connection', (socket) => {
      let frames = 0;
      socket.on('message', () => {
        const event = says[++frames];
        if (event !== undefined) socket.send(JSON.stringify(event));
      });
    });
    const { port } = server.address() as AddressInfo;
    client = await VoiceSocketClient.connect(`ws://127.0.0.1:${port}`);
    return new Talk(client, started);
  }

  it('tells of a turn that failed when its error came before the last word was out', async () => {
    const talk = await connect({
      1: { event: 'error', data: { session_id: SESSION, code: 'tts_unavailable', message: 'No.' } },
      30: {
        event: 'turn_complete',
        data: {
          session_id: SESSION,
          turn_id: SESSION,
          outcome: 'failed',
          user_text: 'a tone',
          spoken_text: '',
          latency: {},
        },
      },
    });
    const frames = Array.from({ length: 30 }, () => loud);
    const report = await talk.speak({ path: 'tone.wav', frames, lastLoudFrame: 29 });
    expect(report).toMatchObject({ outcome: 'failed', error: 'No.' });
  });
});
