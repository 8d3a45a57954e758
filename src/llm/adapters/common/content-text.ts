import { isFilled, toObject } from './json';

/** What a message's content says aloud, and whether there were thoughts among it. */
export type ContentText = { readonly text: string; readonly hasThought: boolean };

const NOTHING: ContentText = { text: '', hasThought: false };

/** Types of parts that are thoughts: `thinking`, `reasoning`, `redacted_thinking`, `thought` … */
const THOUGHT = /think|reason|thought/iu;

/**
 * The words of a message's content: a text, a number, or a list of parts, each a text or an object with one. Thoughts are
 * none of them, nor are images and calls.
 * @see https://docs.mistral.ai/capabilities/reasoning/
 */
export function contentText(content: unknown): ContentText {
  if (typeof content === 'string') return { text: content, hasThought: false };
  if (typeof content === 'number') return { text: String(content), hasThought: false };
  if (Array.isArray(content)) {
    const parts = content.map(contentText);
    return {
      text: parts.map(({ text }) => text).join(''),
      hasThought: parts.some(({ hasThought }) => hasThought),
    };
  }
  if (typeof content !== 'object' || content === null) return NOTHING;
  return partText(toObject(content));
}

function partText(part: Readonly<Record<string, unknown>>): ContentText {
  const { type, thought, text, refusal } = part;
  if (thought === true || (typeof type === 'string' && THOUGHT.test(type))) {
    return { text: '', hasThought: true };
  }
  // `value` is where a text of OpenAI's assistants is.
  const said = text ?? refusal ?? part['content'] ?? part['parts'] ?? part['value'];
  const { text: words, hasThought } = contentText(said);
  return { text: words, hasThought: hasThought || isFilled(part['thinking']) };
}
