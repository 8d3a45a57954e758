import { data, delta, DONE, lines, STOP, word, type OddAnswer } from './odd-answer';

/** Streams that are written in another way than OpenAI's. */
export const oddLines = {
  pings: ({ all }) =>
    `: OPENROUTER PROCESSING\n\n:\n\nevent: ping\ndata: {"type":"ping"}\n\ndata: ping\n\ndata:\n\n${word(all)}${DONE}`,
  'waiting-note': ({ all }) =>
    data({ status: 'queued', message: 'Loading the model' }) + word(all) + DONE,
  'no-space': ({ all }) => (word(all) + DONE).replaceAll('data: ', 'data:'),
  'many-spaces': ({ all }) => (word(all) + DONE).replaceAll('data: ', 'data:   '),
  crlf: ({ head, tail }) => (word(head) + word(tail) + STOP + DONE).replaceAll('\n', '\r\n'),
  cr: ({ head, tail }) => (word(head) + word(tail) + STOP + DONE).replaceAll('\n', '\r'),
  'no-blank-lines': ({ head, tail }) => (word(head) + word(tail) + DONE).replaceAll('\n\n', '\n'),
  'more-blank-lines': ({ head, tail }) =>
    (word(head) + word(tail) + DONE).replaceAll('\n\n', '\n\n\n'),
  'unended-line': ({ all }) => (word(all) + STOP).trimEnd(),
  'unended-done': ({ all }) => (word(all) + DONE).trimEnd(),
  'byte-order-mark': ({ all }) => `\uFEFF${word(all)}${DONE}`,
  'blank-lines-first': ({ all }) => `\n\n\n${word(all)}${DONE}`,
  'ids-and-retries': ({ all }) => `id: 1\nretry: 3000\n${word(all)}id: 2\n${DONE}`,
  'named-events': ({ all }) => `event: completion\n${word(all)}event: done\n${DONE}`,
  'json-over-lines': ({ all }) =>
    `data: {"choices":\ndata: [{"delta":{"content":${JSON.stringify(all)}}}]}\n\n${DONE}`,
  'json-lines': ({ head, tail }) =>
    lines(delta({ content: head }), delta({ content: tail }, { finish_reason: 'stop' })),
  'bare-done': ({ all }) => `${lines(delta({ content: all }))}[DONE]\n`,
} as const satisfies Readonly<Record<string, OddAnswer>>;
