/** What is no content at the beginning of a reply, and is told by words instead of marks: reasoning, a role. */
type Prologue = {
  readonly opening: string;
  /** What the opening must be followed by, to be one. */
  readonly next: RegExp;
  readonly closer: RegExp;
  /** False: a reply that begins so and goes on otherwise is prose. */
  readonly isCertain: boolean;
};

const PROLOGUES: readonly Prologue[] = [
  // gpt-oss behind a server that leaves its special tokens out: "analysisThe user asks …assistantfinalHello."
  { opening: 'analysis', next: /^\p{Lu}/u, closer: /assistantfinal/u, isCertain: true },
  // Granite 3.2: https://huggingface.co/ibm-granite/granite-3.2-8b-instruct
  ...['Here is my thought process:', "Here's my thought process:"].map((opening) => ({
    opening,
    next: /^/u,
    closer: /\*{0,2}Here(?: i|')s my response:\*{0,2}/u,
    isCertain: false,
  })),
  // Llama 3 behind a server that leaves its special tokens out.
  { opening: 'assistant', next: /^[^\S\n]*\n/u, closer: /\n\s*/u, isCertain: false },
  // What `ollama run` prints, given on by workflows that call it.
  { opening: 'Thinking...', next: /^\r?\n/u, closer: /\.\.\.done thinking\./u, isCertain: false },
];

/** The one that `text` begins with; `open` while more text may still make one. */
export function prologueOf(
  text: string,
  isEnd: boolean,
): (Prologue & { readonly end: number }) | 'open' | undefined {
  for (const prologue of PROLOGUES) {
    const { opening, next } = prologue;
    if (!isEnd && opening.startsWith(text)) return 'open';
    if (!text.startsWith(opening)) continue;
    if (next.test(text.slice(opening.length))) return { ...prologue, end: opening.length };
    if (!isEnd && /^[^\S\n]*$/u.test(text.slice(opening.length))) return 'open';
  }
  return undefined;
}
