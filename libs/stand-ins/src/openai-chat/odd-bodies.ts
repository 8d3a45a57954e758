import { data, delta, lines, whole, type OddAnswer } from './odd-answer';

/** Answers that are no stream of events though one was asked for. */
export const oddBodies = {
  whole: ({ all }) => whole({ role: 'assistant', content: all }),
  'whole-pretty': ({ all }) => JSON.stringify(JSON.parse(whole({ content: all })), null, 2),
  'whole-padded': ({ all }) => `\n\n ${whole({ content: all })}\n\n`,
  'whole-event': ({ all }) => data(whole({ content: all })),
  'whole-without-reason': ({ all }) => JSON.stringify({ choices: [{ message: { content: all } }] }),
  'whole-parts': ({ all }) =>
    whole({
      content: [
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'text', text: all },
      ],
    }),
  'whole-with-thoughts': ({ all }) => whole({ content: all, reasoning_content: 'Hm.' }),
  'whole-refusal': ({ all }) => whole({ content: null, refusal: all }),
  'whole-list': ({ all }) => `[${whole({ content: all })}]`,
  'chunk-list': ({ head, tail }) =>
    JSON.stringify([delta({ content: head }), delta({ content: tail })]),
  'whole-legacy': ({ all }) =>
    JSON.stringify({ object: 'text_completion', choices: [{ text: all }] }),
  'ollama-chat': ({ head, tail }) =>
    lines(
      { message: { role: 'assistant', content: head }, done: false },
      { message: { content: tail }, done: false },
      { message: { content: '' }, done: true, done_reason: 'stop' },
    ),
  'ollama-thinking': ({ all }) =>
    lines(
      { message: { content: '', thinking: 'Hm.' }, done: false },
      { message: { content: all }, done: true },
    ),
  'ollama-whole': ({ all }) => lines({ message: { role: 'assistant', content: all }, done: true }),
  'ollama-completion': ({ head, tail }) =>
    lines({ response: head, done: false }, { response: tail, done: true }),
} as const satisfies Readonly<Record<string, OddAnswer>>;
