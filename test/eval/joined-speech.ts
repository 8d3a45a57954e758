import { joinAudio } from '../support/recordings';
import { cut, faded, SAMPLE_RATE_HZ } from './audio-tools';
import { speechOf } from './recorded';
import { spelledWord } from './voiced-sounds';

/** Something that nobody recorded, made of recordings of the same speaker. */
export type JoinedSpeech = {
  readonly text: string;
  readonly madeFrom: string;
  /** The speech alone, from its first sound to its last. */
  readonly make: () => Int16Array;
};

/** Short words of everyday talk. */
export const joinedWords: readonly JoinedSpeech[] = [
  beginning('Yes.', 'digits-yesterday.wav', 330, 20),
  beginning('Yeah.', 'digits-yesterday.wav', 220, 30),
  {
    text: 'Okay.',
    madeFrom: 'letters-o.wav, letters-k.wav',
    make: () => spelledWord('letters-o.wav', 'letters-k.wav'),
  },
];

/** Sentences of everyday talk: what people say to an agent is no announcement. */
export const joinedSentences: readonly JoinedSpeech[] = [
  joined("Tomorrow at seven o'clock.", [
    'digits-tomorrow.wav',
    60,
    'digits-at.wav',
    30,
    'digits-7.wav',
    30,
    'digits-oclock.wav',
  ]),
  joined("Yesterday at twelve o'clock.", [
    'digits-yesterday.wav',
    60,
    'digits-at.wav',
    30,
    'digits-12.wav',
    30,
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

/** File after file, with ms of quiet between them. */
function joined(text: string, parts: readonly (string | number)[]): JoinedSpeech {
  return {
    text,
    madeFrom: parts.filter((part) => typeof part === 'string').join(', '),
    make: () =>
      joinAudio(
        SAMPLE_RATE_HZ,
        ...parts.map((part) => (typeof part === 'string' ? speechOf(part) : part)),
      ),
  };
}

function beginning(text: string, file: string, ms: number, fadeMs: number): JoinedSpeech {
  return {
    text,
    madeFrom: `first ${ms} ms of ${file}`,
    make: () => faded(cut(speechOf(file), 0, ms), fadeMs),
  };
}
