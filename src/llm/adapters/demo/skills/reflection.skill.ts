import { asClause, type DemoInput } from '../demo-input';

/** As much as one listens to of one's own words. */
const MAX_WORDS = 20;

const EXPLANATION = 'I am only a demo responder, so I cannot say more about that.';

/** The answer when nothing else fits: what was heard, so that one can judge the recognition. */
export function reflectionSkill({ original, plain, lastReply }: DemoInput): string {
  if (original === '') return 'Hello! I am a demo responder. How can I help you?';
  if (!/[\p{L}\p{N}]/u.test(original) || plain === '')
    return 'I did not catch that. Please say it again.';
  const words = original.split(/\s+/);
  const quote =
    words.length > MAX_WORDS
      ? `${asClause(words.slice(0, MAX_WORDS).join(' '))}, and so on`
      : asClause(original);
  const isExplained = lastReply?.includes(EXPLANATION) === true;
  return `I heard you say: ${quote}.${isExplained ? '' : ` ${EXPLANATION}`}`;
}
