import { BEFORE_CALLS, type StandInCall } from '../common/stand-in-call';
import { data, delta, DONE, STOP, word } from './odd-answer';

/** The body of an answer that calls tools, after a few words. */
type Calling = (calls: readonly StandInCall[]) => string;

type Fields = { readonly id?: string; readonly index?: number; readonly type?: 'function' };

const idOf = (at: number) => `call_${'abcdefgh'.charAt(at)}1`;
const textOf = ({ arguments: given }: StandInCall) => JSON.stringify(given);
const calls = (...fields: readonly object[]) => data(delta({ tool_calls: fields }));
const call = (fields: Fields, more: object) => calls({ ...fields, function: more });
const END = data(delta({}, { finish_reason: 'tool_calls' })) + DONE;

/** Each piece of a text, three of it. */
function piecesOf(text: string): string[] {
  const third = Math.ceil(text.length / 3);
  return [text.slice(0, third), text.slice(third, 2 * third), text.slice(2 * third)];
}

/** OpenAI: the name first, then the arguments in pieces. */
const streamed: Calling = (given) =>
  each(
    given,
    (one, index) =>
      call({ index, id: idOf(index), type: 'function' }, { name: one.name, arguments: '' }) +
      piecesOf(textOf(one))
        .map((text) => call({ index }, { arguments: text }))
        .join(''),
  );

const each = (given: readonly StandInCall[], one: (call: StandInCall, at: number) => string) =>
  word(BEFORE_CALLS) + given.map(one).join('');

/** How servers of the field stream calls, by the word for which the stand-in does so. */
export const chatCallings = {
  'calls-streamed': (given) => streamed(given) + END,
  /** OpenRouter with several at once: pieces of one among pieces of the other. */
  'calls-interleaved': (given) =>
    each(given, (one, index) =>
      call({ index, id: idOf(index), type: 'function' }, { name: one.name, arguments: '' }),
    ) +
    [0, 1, 2]
      .map((piece) =>
        given
          .map((one, index) => call({ index }, { arguments: piecesOf(textOf(one))[piece] }))
          .join(''),
      )
      .join('') +
    END,
  /** llama.cpp, Mistral: whole, all in one event. */
  'calls-whole': (given) =>
    word(BEFORE_CALLS) +
    calls(
      ...given.map((one, index) => ({
        index,
        id: idOf(index),
        type: 'function',
        function: { name: one.name, arguments: textOf(one) },
      })),
    ) +
    END,
  /** Whole, one event each, without a number. */
  'calls-unnumbered': (given) =>
    each(given, (one, at) => call({ id: idOf(at) }, { name: one.name, arguments: textOf(one) })) +
    END,
  /** Gemini's compatible API: whole, each with the number 0. */
  'calls-all-zero': (given) =>
    each(given, (one, at) =>
      call({ index: 0, id: idOf(at) }, { name: one.name, arguments: textOf(one) }),
    ) + END,
  'calls-all-zero-without-ids': (given) =>
    each(given, (one) => call({ index: 0 }, { name: one.name, arguments: textOf(one) })) + END,
  'calls-without-ids': (given) =>
    each(
      given,
      (one, index) =>
        call({ index }, { name: one.name, arguments: '' }) +
        piecesOf(textOf(one))
          .map((text) => call({ index }, { arguments: text }))
          .join(''),
    ) + END,
  /** Several calls with one id. */
  'calls-with-one-id': (given) =>
    word(BEFORE_CALLS) +
    calls(
      ...given.map((one, index) => ({
        index,
        id: 'call_same',
        function: { name: one.name, arguments: textOf(one) },
      })),
    ) +
    END,
  /** Name and id with each piece. */
  'calls-named-each-time': (given) =>
    each(given, (one, index) =>
      piecesOf(textOf(one))
        .map((text) => call({ index, id: idOf(index) }, { name: one.name, arguments: text }))
        .join(''),
    ) + END,
  /** All of it once more, at the end. */
  'calls-said-again': (given) =>
    streamed(given) +
    data({
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            content: BEFORE_CALLS,
            tool_calls: given.map((one, at) => ({
              id: idOf(at),
              type: 'function',
              function: { name: one.name, arguments: textOf(one) },
            })),
          },
        },
      ],
    }) +
    DONE,
  /** Ollama: an object. */
  'calls-with-objects': (given) =>
    each(given, (one, index) =>
      call({ index, id: idOf(index) }, { name: one.name, arguments: one.arguments }),
    ) + END,
  /** As if it were an answer. */
  'calls-that-stop': (given) =>
    each(given, (one, index) =>
      call({ index, id: idOf(index) }, { name: one.name, arguments: textOf(one) }),
    ) +
    STOP +
    DONE,
} as const satisfies Readonly<Record<string, Calling>>;

export type ChatCalling = keyof typeof chatCallings;

/** The answer that calls, as `word` has it. */
export function callingBody(fault: string | undefined, given: readonly StandInCall[]): string {
  const styles: Readonly<Record<string, Calling>> = chatCallings;
  return (styles[fault ?? ''] ?? chatCallings['calls-streamed'])(given);
}
