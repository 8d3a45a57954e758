/** A reply as a model gives it: word by word, each with the blank before it. */
export function wordsOf(text: string): string[] {
  return text.match(/\s*\S+/gu) ?? [];
}

/** What a stand-in model says to `text` unless its test has it say something else. */
export function standInReply(text: string): string {
  return `You said: ${text} That is all a stand-in can say about it.`;
}
