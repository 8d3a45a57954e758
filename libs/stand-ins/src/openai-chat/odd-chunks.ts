import { data, delta, DONE, STOP, word, type OddAnswer } from './odd-answer';

/** Streams whose events are not as OpenAI sends them, though a peer library understands them. */
export const oddChunks = {
  'done-without-reason': ({ all }) => word(all) + DONE,
  'empty-reasons': ({ head, tail }) =>
    data(delta({ content: head }, { finish_reason: '' })) +
    data(delta({ content: tail }, { finish_reason: '' })) +
    DONE,
  'reason-without-done': ({ all }) => word(all) + STOP,
  'reason-object': ({ all }) =>
    word(all) + data({ choices: [{ finish_reason: { type: 'stop' } }] }),
  'reason-in-camel-case': ({ all }) =>
    word(all) + data({ choices: [{ delta: {}, finishReason: 'STOP' }] }),
  'reason-of-its-own': ({ all }) =>
    word(all) + data({ choices: [{ delta: {}, finish_reason: 'eos_token' }] }),
  'reason-with-words': ({ all }) => data(delta({ content: all }, { finish_reason: 'stop' })),
  'words-after-reason': ({ head, tail }) => word(head) + STOP + word(tail) + DONE,
  'words-after-done': ({ all }) => word(all) + DONE + word(' Bergen.'),
  'delta-null': ({ all }) =>
    data(delta(null)) + word(all) + data(delta(null, { finish_reason: 'stop' })),
  'delta-absent': ({ all }) => data({ choices: [{ index: 0 }] }) + word(all) + DONE,
  'delta-text': ({ all }) => data({ choices: [{ delta: all }] }) + DONE,
  'content-null': ({ all }) => word(null) + word(all) + word(null) + DONE,
  'content-true': ({ all }) => word(true) + word(all) + DONE,
  'content-parts': ({ head, tail }) =>
    word([
      { type: 'text', text: head },
      { type: 'text', text: tail },
    ]) + DONE,
  'content-texts': ({ head, tail }) => word([head, tail]) + DONE,
  'content-part': ({ all }) => word({ type: 'text', text: all }) + DONE,
  'output-text-parts': ({ all }) => word([{ type: 'output_text', text: all }]) + DONE,
  'value-parts': ({ all }) =>
    word([{ type: 'text', text: { value: all, annotations: [] } }]) + DONE,
  'untyped-parts': ({ all }) => word([{ text: all }]) + DONE,
  'thinking-parts': ({ all }) =>
    word([{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }]) +
    word([{ type: 'text', text: all }]) +
    DONE,
  'reasoning-parts': ({ all }) =>
    word([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'redacted_thinking', data: 'x' },
      { type: 'text', text: all },
    ]) + DONE,
  'thought-parts': ({ all }) => word([{ text: 'Hm.', thought: true }, { text: all }]) + DONE,
  'picture-parts': ({ all }) =>
    word([
      { type: 'image_url', image_url: { url: 'http://x' } },
      { type: 'text', text: all },
    ]) + DONE,
  'no-parts': ({ all }) => word([]) + word(all) + DONE,
  'reasoning-content': ({ all }) =>
    data(delta({ content: '', reasoning_content: 'Hm.' })) + word(all) + DONE,
  reasoning: ({ all }) => data(delta({ reasoning: 'Hm.' })) + word(all) + DONE,
  'reasoning-details': ({ all }) =>
    data(delta({ reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] })) +
    word(all) +
    DONE,
  thinking: ({ all }) => data(delta({ thinking: 'Hm.' })) + word(all) + DONE,
  refusal: ({ all }) => data(delta({ refusal: all })) + DONE,
  'role-first': ({ all }) => data(delta({ role: 'assistant' })) + word(all) + DONE,
  'usage-without-choices': ({ all }) =>
    word(all) + STOP + data({ object: 'chat.completion.chunk', usage: { total_tokens: 7 } }) + DONE,
  'no-choices': ({ all }) => data({ choices: [] }) + word(all) + data({ choices: null }) + DONE,
  'filter-results': ({ all }) =>
    data({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] }) + word(all) + DONE,
  'choice-object': ({ all }) => data({ choices: { delta: { content: all } } }) + DONE,
  'choice-null': ({ all }) => data({ choices: [null] }) + word(all) + DONE,
  'two-choices': ({ all }) =>
    data({
      choices: [
        { index: 1, delta: { content: 'Bergen.' } },
        { index: 0, delta: { content: all } },
      ],
    }) + DONE,
  'index-text': ({ all }) => data({ choices: [{ index: '0', delta: { content: all } }] }) + DONE,
  'error-null': ({ all }) => data({ error: null, ...delta({ content: all }) }) + DONE,
  'error-empty': ({ all }) => data({ error: {}, ...delta({ content: all }) }) + DONE,
  'error-after-end': ({ all }) => word(all) + STOP + data({ error: { message: 'usage failed' } }),
  messages: ({ all, head }) =>
    data({ choices: [{ message: { content: head } }] }) +
    data({ choices: [{ message: { content: all } }] }) +
    STOP,
  'message-at-end': ({ all, head, tail }) =>
    word(head) +
    word(tail) +
    data({ choices: [{ message: { content: all }, finish_reason: 'stop' }] }),
  'message-beside-delta': ({ all }) =>
    data({ choices: [{ delta: { content: all }, message: { content: '' } }] }) + DONE,
  'legacy-texts': ({ head, tail }) =>
    data({ object: 'text_completion', choices: [{ text: head, index: 0 }] }) +
    data({ choices: [{ text: tail, finish_reason: 'stop' }] }),
} as const satisfies Readonly<Record<string, OddAnswer>>;
