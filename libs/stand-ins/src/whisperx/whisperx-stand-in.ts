import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { OpusDecoder, pcmFromBytes } from '@vox/audio';

import { PcmStore } from '../common/pcm-store';
import {
  type ConnectionHandlers,
  type SocketFault,
  SocketStandIn,
  type StandInConnection,
} from '../common/socket-stand-in';
import { hearAsStandIn } from '../common/stand-in-hearing';

export type WhisperXStandInOptions = {
  /** Health is on the port after it, as with the real server. */
  readonly port?: number;
  readonly fault?: SocketFault;
  /** What it always hears; the tone words when absent. */
  readonly text?: string;
  /** How late `slow` is with the final. */
  readonly slowMs?: number;
};

const RATE_HZ = 48_000;

/** A partial is made of two seconds of new audio; the second half of them stays for the next one. */
const WINDOW_SAMPLES = 2 * RATE_HZ;
const KEPT_SAMPLES = RATE_HZ;

type Start = { readonly userId: string; readonly language: string; readonly audio_format: string };

/**
 * Plays the predecessor's WhisperX server with its quirks: a `start` resets what it leaves out to "en" and "opus" and
 * drops the audio so far; partials are windows of two seconds; their buffer survives `finalize`; an error ends the
 * connection.
 */
export class WhisperXStandIn extends SocketStandIn {
  /** Every `start` message, in order, with the server's defaults filled in. */
  readonly starts: Start[] = [];
  readonly finals: string[] = [];
  healthStatus = 'ready';
  readonly #options: WhisperXStandInOptions;
  #health: Server | undefined;

  private constructor(options: WhisperXStandInOptions) {
    super();
    this.#options = options;
    this.setFault(options.fault);
  }

  static async start(options: WhisperXStandInOptions = {}): Promise<WhisperXStandIn> {
    const standIn = new WhisperXStandIn(options);
    await standIn.listen(options.port);
    return standIn;
  }

  get healthUrl(): string {
    return `http://127.0.0.1:${this.port + 1}/health`;
  }

  override async listen(port = 0): Promise<void> {
    await super.listen(port);
    const health = createServer((request, response) => this.#answerHealth(request, response));
    health.listen(this.port + 1, '127.0.0.1');
    try {
      await once(health, 'listening');
      this.#health = health;
    } catch (error) {
      await super.kill();
      // Somebody sits on the next port: another pair may be free, unless this one was asked for.
      if (port !== 0) throw error;
      await this.listen(0);
    }
  }

  override async kill(): Promise<void> {
    const health = this.#health;
    this.#health = undefined;
    health?.closeAllConnections();
    health?.close();
    await super.kill();
  }

  protected override serve(connection: StandInConnection<SocketFault>): ConnectionHandlers {
    const { fault, record } = connection;
    let session = new WhisperXSession({ userId: 'unknown', language: 'en', audio_format: 'opus' });
    const finalize = () => {
      if (fault === 'stall') return;
      if (fault === 'cut-at-end') return connection.cut();
      if (fault === 'error') {
        connection.send({ type: 'error', error: 'CUDA out of memory', userId: session.userId });
        return connection.end(1011);
      }
      const text = hearAsStandIn(session.takeUtterance(), RATE_HZ, this.#options.text);
      this.finals.push(text);
      connection.send({ type: 'final', text, userId: session.userId });
    };
    return {
      onText: (message) => {
        const { type, ...rest } = JSON.parse(message) as { type: string } & Partial<Start>;
        if (type === 'start') {
          const start = { userId: 'unknown', language: 'en', audio_format: 'opus', ...rest };
          this.starts.push(start);
          session = new WhisperXSession(start);
        } else if (type === 'finalize') {
          if (fault === 'slow') setTimeout(finalize, this.#options.slowMs ?? 300).unref();
          else finalize();
        } else if (type === 'close') connection.end();
      },
      onAudio: (bytes) => {
        session.append(bytes);
        const window = session.takeWindow();
        if (window === undefined || record.closedAtMs !== undefined) return;
        const text = hearAsStandIn(window, RATE_HZ, this.#options.text);
        if (text !== '') connection.send({ type: 'partial', text, userId: session.userId });
      },
    };
  }

  #answerHealth(request: IncomingMessage, response: ServerResponse): void {
    const isHealth = request.url === '/health';
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        status: this.healthStatus,
        model: 'small',
        device: 'cuda',
        gpu_name: 'none: a stand-in',
      }),
    );
  }
}

/** What one `start` begins. */
class WhisperXSession {
  readonly userId: string;
  readonly #format: string;
  readonly #decoder = new OpusDecoder();
  readonly #utterance = new PcmStore();
  readonly #window = new PcmStore();

  constructor(start: Start) {
    this.userId = start.userId;
    this.#format = start.audio_format;
  }

  /** A message that is not in the format it was told to expect is lost, as with the real server. */
  append(bytes: Buffer): void {
    let pcm: Int16Array;
    try {
      pcm = this.#format === 'opus' ? this.#decoder.decode(bytes) : leftOf(pcmFromBytes(bytes));
    } catch {
      return;
    }
    this.#utterance.append(pcm);
    this.#window.append(pcm);
  }

  takeWindow(): Int16Array | undefined {
    if (this.#window.length < WINDOW_SAMPLES) return undefined;
    const window = this.#window.all();
    this.#window.keepLast(KEPT_SAMPLES);
    return window;
  }

  takeUtterance(): Int16Array {
    const pcm = this.#utterance.all();
    this.#utterance.clear();
    return pcm;
  }
}

function leftOf(stereo: Int16Array): Int16Array {
  return stereo.filter((_, index) => index % 2 === 0);
}
