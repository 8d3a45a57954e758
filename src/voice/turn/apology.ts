/** Said when the model gives nothing. */
const APOLOGY = "I'm sorry, I can't answer right now. Please try again.";
/** Said when it fails in the middle of an answer. */
const APOLOGY_MIDWAY = "I'm sorry, I lost my train of thought.";

/** What is said in place of the rest of an answer of which `replyText` was said. */
export function apologyAfter(replyText: string): string {
  return replyText === '' ? APOLOGY : ` ${APOLOGY_MIDWAY}`;
}

/**
 * The end of `heard` that is the apology; empty when it was cut off before. `answer` is the model's part of the reply.
 *
 * What was heard is put together of sentences, so white space tells nothing: characters are counted without it.
 */
export function apologyIn(heard: string, answer: string): string {
  let left = answer.replace(/\s/gu, '').length;
  let at = 0;
  for (; at < heard.length && left > 0; at++) if (!/\s/u.test(heard.charAt(at))) left -= 1;
  return heard.slice(at).trim();
}
