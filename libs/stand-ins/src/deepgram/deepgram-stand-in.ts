import type { IncomingMessage } from 'node:http';

import { pcmFromBytes } from '@vox/audio';

import { PcmStore } from '../common/pcm-store';
import {
  type ConnectionHandlers,
  type SocketFault,
  SocketStandIn,
  type StandInConnection,
} from '../common/socket-stand-in';
import { hearAsStandIn } from '../common/stand-in-hearing';

export type DeepgramStandInOptions = {
  readonly port?: number;
  readonly fault?: SocketFault;
  /** What it always hears; the tone words when absent. */
  readonly text?: string;
  /** How late `slow` is with the last results. */
  readonly slowMs?: number;
  /** Asked for in the Authorization header when set. */
  readonly apiKey?: string;
  /** Plays WhisperLiveKit: Metadata first, no confidence, Finalize rejected. */
  readonly isWhisperLiveKit?: boolean;
};

/** An interim result for each half second, a settled one for each two seconds of audio. */
const INTERIM_MS = 500;
const SETTLED_MS = 1920;

/** Plays `/v1/listen`: 16 kHz linear16 in, Results out, CloseStream flushes and leaves. */
export class DeepgramStandIn extends SocketStandIn {
  readonly #options: DeepgramStandInOptions;

  private constructor(options: DeepgramStandInOptions) {
    super();
    this.#options = options;
    this.setFault(options.fault);
  }

  static async start(options: DeepgramStandInOptions = {}): Promise<DeepgramStandIn> {
    const standIn = new DeepgramStandIn(options);
    await standIn.listen(options.port);
    return standIn;
  }

  protected override refuse(request: IncomingMessage): number | undefined {
    const { apiKey } = this.#options;
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname !== '/v1/listen') return 404;
    if (apiKey !== undefined && request.headers.authorization !== `Token ${apiKey}`) return 401;
    const isKnown =
      searchParams.get('encoding') === 'linear16' && searchParams.get('sample_rate') === '16000';
    return isKnown ? undefined : 400;
  }

  protected override serve(connection: StandInConnection<SocketFault>): ConnectionHandlers {
    const { fault } = connection;
    const { text, isWhisperLiveKit = false, slowMs = 300 } = this.#options;
    const audio = new PcmStore();
    let interimAt = INTERIM_MS;
    const say = (isFinal: boolean) => {
      const transcript = hearAsStandIn(audio.all(), 16_000, text);
      const confidence = isWhisperLiveKit ? 0 : 0.9;
      connection.send({
        type: 'Results',
        channel_index: [0, 1],
        is_final: isFinal,
        speech_final: isFinal,
        channel: { alternatives: [{ transcript, confidence, words: [] }] },
      });
    };
    const flush = () => {
      if (audio.length > 0) say(true);
      if (!isWhisperLiveKit) connection.send({ type: 'Metadata', duration: 1, channels: 1 });
      connection.end();
    };
    if (isWhisperLiveKit) connection.send({ type: 'Metadata', duration: 0, channels: 1 });
    return {
      onText: (message) => {
        const { type } = JSON.parse(message) as { type: string };
        if (type === 'Finalize' && isWhisperLiveKit) return connection.end(4400);
        if (type !== 'CloseStream' || fault === 'stall') return;
        if (fault === 'cut-at-end') return connection.cut();
        if (fault === 'error') {
          connection.send({ type: 'Error', description: 'the model is gone' });
          return connection.end(1011);
        }
        if (fault === 'slow') setTimeout(flush, slowMs).unref();
        else flush();
      },
      onAudio: (bytes) => {
        audio.append(pcmFromBytes(bytes));
        const lengthMs = audio.length / 16;
        if (lengthMs >= SETTLED_MS) {
          say(true);
          audio.clear();
          interimAt = INTERIM_MS;
        } else if (lengthMs >= interimAt) {
          say(false);
          interimAt += INTERIM_MS;
        }
      },
    };
  }
}
