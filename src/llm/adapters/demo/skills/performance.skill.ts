import type { DemoInput } from '../demo-input';
import { parseNumber, spokenNumber } from '../numbers';

const JOKES = [
  'Why did the scarecrow win a prize? Because he was outstanding in his field.',
  'I told my computer that I needed a break. It said: no problem, I will go to sleep.',
  'Why do programmers mix up Halloween and Christmas? Because oct 31 equals dec 25.',
  'What do you call a fish without eyes? A fsh.',
  'I used to be a clock, but I could not find the time.',
];

const STORY =
  'Once upon a time there was a small lighthouse on a large rock. Every night it sent its light across the sea. ' +
  'One night the fog was so thick that no ship could see it. So the lighthouse began to sing. ' +
  'It had never sung before, and it was not very good at it. But the sailors heard it, and they found their way home. ' +
  'Since then the fishermen say that a voice in the dark is worth as much as a light. And that is the end of the story.';

const MAX_COUNT = 100;

/** "Tell me a joke": another one each time. */
export function jokeSkill({ plain, earlier }: DemoInput): string | undefined {
  if (!/\bjokes?\b|\bsomething funny\b|\bmake me laugh\b/.test(plain)) return undefined;
  const told = earlier.filter((text) => /joke|funny|laugh/i.test(text)).length;
  return JOKES[told % JOKES.length];
}

/** "Tell me a story": half a minute of speech, which is good for trying to interrupt. */
export function storySkill({ plain }: DemoInput): string | undefined {
  return /\b(?:tell|read|hear|know)\b.*\bstory\b|^a story$/.test(plain) ? STORY : undefined;
}

/** "Count to ten." */
export function countingSkill({ plain }: DemoInput): string | undefined {
  const words = /^count (?:from (?:one|1) )?(?:up )?to (.+)$/.exec(plain)?.[1];
  const end = words === undefined ? undefined : parseNumber(words.split(' '));
  if (end === undefined || end < 1 || end > MAX_COUNT || !Number.isInteger(end)) return undefined;
  const numbers = Array.from({ length: end }, (_, index) => spokenNumber(index + 1)).join(', ');
  return `${numbers.charAt(0).toUpperCase()}${numbers.slice(1)}.`;
}
