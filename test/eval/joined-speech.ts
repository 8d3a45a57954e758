import { joinAudio } from '../support/recordings';
import { cut, faded, SAMPLE_RATE_HZ } from './audio-tools';
import { speechOf } from './recorded';

/** Something that nobody recorded, made of recordings of the same speaker. */
export type JoinedSpeech = {
  readonly text: string;
  readonly madeFrom: string;
  /** The speech alone, from its first sound to its last. */
  readonly make: () => Int16Array;
};

/** A word alone ends slowly; in a sentence the next one follows at once. */
const AT = { file: 'digits-at.wav', toMs: 240 };

/** Short words of everyday talk. */
export const joinedWords: readonly JoinedSpeech[] = [
  beginning('Yes.', 'digits-yesterday.wav', 330, 20),
  beginning('Yeah.', 'digits-yesterday.wav', 220, 30),
  {
    text: 'Okay.',
    madeFrom: 'first 200 ms of letters-o.wav, first 260 ms of letters-k.wav',
    make: () =>
      joinAudio(
        SAMPLE_RATE_HZ,
        faded(cut(speechOf('letters-o.wav'), 0, 200), 15),
        30,
        faded(cut(speechOf('letters-k.wav'), 0, 260), 15),
      ),
  },
];

/** Sentences of everyday talk: what people say to an agent is no announcement. */
export const joinedSentences: readonly JoinedSpeech[] = [
  joined("Tomorrow at seven o'clock.", [
    'digits-tomorrow.wav',
    AT,
    'digits-7.wav',
    'digits-oclock.wav',
  ]),
  joined("Yesterday at twelve o'clock.", [
    'digits-yesterday.wav',
    AT,
    'digits-12.wav',
    'digits-oclock.wav',
  ]),
  joined("Hello, I'm sorry, one moment, please.", [
    'hello.wav',
    150,
    'im-sorry.wav',
    100,
    'one-moment-please.wav',
  ]),
  joined('No, thank you.', ['vm-no.wav', 120, 'auth-thankyou.wav']),
];

type Part = string | number | { readonly file: string; readonly toMs: number };

/** File after file, or the first ms of one, with ms of quiet between them. */
function joined(text: string, parts: readonly Part[]): JoinedSpeech {
  return {
    text,
    madeFrom: parts.flatMap((part) => nameOf(part) ?? []).join(', '),
    make: () => joinAudio(SAMPLE_RATE_HZ, ...parts.map(soundOf)),
  };
}

function nameOf(part: Part): string | undefined {
  if (typeof part === 'number') return undefined;
  return typeof part === 'string' ? part : part.file;
}

function soundOf(part: Part): Int16Array | number {
  if (typeof part === 'number') return part;
  return typeof part === 'string'
    ? speechOf(part)
    : faded(cut(speechOf(part.file), 0, part.toMs), 15);
}

function beginning(text: string, file: string, ms: number, fadeMs: number): JoinedSpeech {
  return {
    text,
    madeFrom: `first ${ms} ms of ${file}`,
    make: () => faded(cut(speechOf(file), 0, ms), fadeMs),
  };
}
