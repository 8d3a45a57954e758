import { pcmFromBytes } from '@vox/audio';

import { PcmStore } from '../common/pcm-store';
import {
  type ConnectionHandlers,
  type SocketFault,
  SocketStandIn,
  type StandInConnection,
} from '../common/socket-stand-in';
import { hearAsStandIn } from '../common/stand-in-hearing';
import { hearToneWords, TONE_WORD_MS } from '../common/tone-words';

/** `wait`: all places are taken. `disconnect`: the connection has become too old. */
export type WhisperLiveFault = SocketFault | 'wait' | 'disconnect';

export type WhisperLiveStandInOptions = {
  readonly port?: number;
  readonly fault?: WhisperLiveFault;
  /** What it always hears; the tone words when absent. */
  readonly text?: string;
  /** How long one pass over the audio takes. */
  readonly passMs?: number;
  /** How long it takes to be ready. */
  readonly loadMs?: number;
  /** Messages of audio that it reads before a pass, while the others wait; all when absent. */
  readonly readsAPass?: number;
  /** Where the last segment of `text` ends, whatever comes after. */
  readonly hearsMs?: number;
};

/** Less new audio than this is not looked at. */
const MIN_PASS_SAMPLES = 16_000;

/** More words than these are completed, and the next pass begins after them. */
const OPEN_WORDS = 5;
const LISTED_SEGMENTS = 10;

type Segment = { start: string; end: string; text: string; completed: boolean };

/**
 * Plays WhisperLive: options first, SERVER_READY, then lists of segments whose last one changes from pass to pass.
 * END_OF_AUDIO makes it stop at once; what it has not said by then is lost.
 */
export class WhisperLiveStandIn extends SocketStandIn<WhisperLiveFault> {
  /** The options that each client began with. */
  readonly clientOptions: Record<string, unknown>[] = [];
  readonly #options: WhisperLiveStandInOptions;

  private constructor(options: WhisperLiveStandInOptions) {
    super();
    this.#options = options;
    this.setFault(options.fault);
  }

  static async start(options: WhisperLiveStandInOptions = {}): Promise<WhisperLiveStandIn> {
    const standIn = new WhisperLiveStandIn(options);
    await standIn.listen(options.port);
    return standIn;
  }

  protected override serve(connection: StandInConnection<WhisperLiveFault>): ConnectionHandlers {
    const { fault } = connection;
    let session: WhisperLiveSession | undefined;
    let passes: NodeJS.Timeout | undefined;
    const unread: Buffer[] = [];
    const { readsAPass = Infinity } = this.#options;
    const read = () => {
      for (const bytes of unread.splice(0, readsAPass)) session?.append(bytes);
    };
    const begin = (options: Record<string, unknown>) => {
      this.clientOptions.push(options);
      const { uid } = options;
      if (fault === 'wait') {
        connection.send({ uid, status: 'WAIT', message: 3.5 });
        return connection.end();
      }
      session = new WhisperLiveSession(options.audio_format === 'int16', this.#options);
      const ready = () => connection.send({ uid, message: 'SERVER_READY', backend: 'stand_in' });
      setTimeout(ready, this.#options.loadMs ?? 5).unref();
      passes = setInterval(
        () => {
          read();
          const segments = session?.pass();
          if (segments === undefined || fault === 'stall') return;
          if (fault === 'error') {
            connection.send({ uid, status: 'ERROR', message: 'the model is gone' });
          } else if (fault === 'disconnect') {
            connection.send({ uid, message: 'DISCONNECT' });
            connection.end();
          } else connection.send({ uid, segments });
        },
        this.#options.passMs ?? (fault === 'slow' ? 150 : 20),
      );
    };
    const stop = () => clearInterval(passes);
    return {
      onText: (message) => {
        if (session === undefined) return begin(JSON.parse(message) as Record<string, unknown>);
        // The real server compares bytes: the word as a text is taken for audio and fails there.
        connection.end(1011);
      },
      onAudio: (bytes) => {
        if (bytes.toString('latin1') !== 'END_OF_AUDIO') {
          unread.push(bytes);
          if (readsAPass === Infinity) read();
          return;
        }
        stop();
        if (fault === 'cut-at-end') connection.cut();
        else connection.end();
      },
      onClose: stop,
    };
  }
}

class WhisperLiveSession {
  readonly #isInt16: boolean;
  readonly #options: WhisperLiveStandInOptions;
  readonly #audio = new PcmStore();
  readonly #completed: Segment[] = [];
  #offsetSamples = 0;

  constructor(isInt16: boolean, options: WhisperLiveStandInOptions) {
    this.#isInt16 = isInt16;
    this.#options = options;
  }

  append(bytes: Buffer): void {
    if (this.#isInt16) return this.#audio.append(pcmFromBytes(bytes));
    const samples = new Float32Array(new Uint8Array(bytes).buffer);
    this.#audio.append(Int16Array.from(samples, (sample) => Math.round(sample * 32_767)));
  }

  /** One pass over what is not completed yet; nothing when there is too little. */
  pass(): Segment[] | undefined {
    const pcm = this.#audio.all().subarray(this.#offsetSamples);
    if (pcm.length < MIN_PASS_SAMPLES) return undefined;
    const offsetMs = this.#offsetSamples / 16;
    const { text, hearsMs = Infinity } = this.#options;
    if (text !== undefined) {
      const endMs = Math.min(pcm.length / 16, hearsMs);
      return [segment(0, endMs, hearAsStandIn(pcm, 16_000, text), false)];
    }
    const words = hearToneWords(pcm, 16_000);
    if (words.length === 0) return undefined;
    const done = words.length > OPEN_WORDS ? words.slice(0, OPEN_WORDS) : [];
    const open = words.slice(done.length);
    const doneMs = done.at(-1)?.endMs ?? 0;
    if (done.length > 0) {
      this.#completed.push(segment(offsetMs, offsetMs + doneMs, textOf(done), true));
      // Up to the middle of the silence after the last completed word.
      this.#offsetSamples += Math.round((doneMs + TONE_WORD_MS / 8) * 16);
    }
    const startMs = offsetMs + (open[0]?.startMs ?? 0);
    const last = segment(startMs, offsetMs + pcm.length / 16, textOf(open), false);
    return [...this.#completed.slice(-LISTED_SEGMENTS), last];
  }
}

function segment(startMs: number, endMs: number, text: string, completed: boolean): Segment {
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  return { start: seconds(startMs), end: seconds(endMs), text: ` ${text}`, completed };
}

function textOf(words: readonly { readonly word: string }[]): string {
  return words.map(({ word }) => word).join(' ');
}
