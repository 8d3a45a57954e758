import { asClause, asSentence, type DemoInput, plainWords } from '../demo-input';
import { spokenNumber } from '../numbers';

const INTRODUCTION =
  /\b(?:my name(?: is|'s|s)|call me|i am called|i'm called|people call me)\s+([^.,;:!?]+)/i;
const NAME_ENDS = /\s+(?:and|but|so|what|how|please|can|nice|by|from|because)\b.*$/i;
const MAX_NAME_WORDS = 3;

const ASKS_NAME =
  /\bwhat is my name\b|\bwho am i\b|\bremember my name\b|\bknow my name\b|\bsay my name\b/;
const ASKS_LAST =
  /\bwhat did i (?:just )?say\b|\bwhat have i (?:just )?said\b|\blast thing i said\b|\bwhat i (?:just )?said\b/;
const ASKS_COUNT =
  /\bhow (?:many|often) (?:turns|times|questions|messages|things|sentences)?.*\b(?:i|we|have|did|there|so far)\b/;
const ASKS_REPLY =
  /^(?:repeat|say) (?:that|it)(?: again)?$|^what did you (?:just )?say$|^(?:pardon|pardon me|once more|come again|again)$|\brepeat (?:what you said|yourself)\b/;

/** "My name is Ada": greets by name. It is remembered by reading the messages again. */
export function introductionSkill({ original }: DemoInput): string | undefined {
  const name = nameIn(original);
  return name === undefined ? undefined : `Nice to meet you, ${name}.`;
}

/** "What is my name?" */
export function nameSkill({ plain, earlier }: DemoInput): string | undefined {
  if (!ASKS_NAME.test(plain)) return undefined;
  const name = earlier.map(nameIn).findLast((found) => found !== undefined);
  return name === undefined
    ? 'You have not told me your name yet. Say: my name is, and then your name.'
    : `Your name is ${name}.`;
}

/** "What did I say?" */
export function lastUtteranceSkill({ plain, earlier }: DemoInput): string | undefined {
  if (!ASKS_LAST.test(plain)) return undefined;
  const last = earlier.at(-1);
  return last === undefined
    ? 'That was the first thing you said.'
    : `You said: ${asSentence(asClause(last))}`;
}

/** "How many things have I said?", as far as the context goes back. */
export function countSkill({ plain, earlier }: DemoInput): string | undefined {
  if (!ASKS_COUNT.test(plain)) return undefined;
  const count = earlier.length + 1;
  return count === 1
    ? 'This is the first thing I heard from you.'
    : `I remember ${spokenNumber(count)} things you said, counting this one.`;
}

/** "What did you say?" */
export function repeatReplySkill({ plain, lastReply }: DemoInput): string | undefined {
  if (!ASKS_REPLY.test(plain)) return undefined;
  return lastReply ?? 'I have not said anything yet.';
}

function nameIn(text: string): string | undefined {
  const match = INTRODUCTION.exec(text.replace(/[‘’]/g, "'"));
  const words = (match?.[1] ?? '').replace(NAME_ENDS, '').trim().split(/\s+/);
  const name = words
    .slice(0, MAX_NAME_WORDS)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
  // "My name is not important" and the like are no introduction.
  return name === '' || /^(?:not|a|the|what|my)\b/.test(plainWords(name)) ? undefined : name;
}
