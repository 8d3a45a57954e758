import {
  BE,
  DANGLING,
  type Judgement,
  lastSentenceOf,
  QUESTION_WORDS,
  VERBS,
  wordSet,
} from './words';

/** Sounds of somebody who is thinking. */
const FILLERS = wordSet('um uh uhm erm er hmm hm mm well like so anyway');

/** They can stand for a thing or go before its name: "I love her", "I love her voice". */
const THINGS = wordSet('her his that this these those some any more most less');

/** They have a sentence behind them as often as a thing: "I think that". */
const SAYING = wordSet(
  'think thinks thought know knows knew say says said believe hope mean means sure so such tell told see feel guess now',
);

/** "I don't know why". */
const KNOWING = wordSet('know remember understand ask wonder forgot see tell me guess say idea');

/** After them "well" says how, and is no sound of thinking. */
const BEFORE_WELL = wordSet(
  'very so pretty quite really works worked work doing feel sleep slept get went goes',
);
const BEFORE_SO = wordSet('think hope guess suppose believe say said do even or not told');
const BEFORE_DEGREE = wordSet(
  "is are was were be been am way far much just a and or but it's that's i'm you're they're",
);

/** The verb takes the particle for good: "log in". With a thing between them: "turn the lights on". */
const PARTICLES: Readonly<
  Record<string, { readonly bare: ReadonlySet<string>; readonly parted: ReadonlySet<string> }>
> = {
  on: {
    bare: wordSet('come go hold move carry hang keep log sign goes going moving holding'),
    parted: wordSet('turn turned switch switched leave left put'),
  },
  in: {
    bare: wordSet('log logged come came check checked sign signed drop dropped join'),
    parted: wordSet('let plug bring fill'),
  },
  over: { bare: wordSet('start is was game take come all'), parted: wordSet('think turn') },
  by: { bare: wordSet('stop come drop'), parted: wordSet('') },
  through: { bare: wordSet('get got'), parted: wordSet('put') },
  before: { bare: wordSet('it that this him them there like as me'), parted: wordSet('') },
};

/** How far a verb can be from its particle. */
const MAX_PARTED_WORDS = 4;

/** "In May", "12 May": a month. */
const BEFORE_MAY = wordSet('in of by since until next last early late');

/** A sentence that ends on a word which usually goes on. */
export function judgeLastWord(text: string): Judgement {
  const words = lastSentenceOf(text);
  const last = words.at(-1) ?? '';
  if (!DANGLING.has(last) && !FILLERS.has(last)) return undefined;
  return (
    judgeParticle(words) ??
    judgeThing(words) ??
    judgeDegree(words) ??
    judgeClause(words) ??
    'incomplete'
  );
}

/** "Turn the lights on" */
function judgeParticle(words: readonly string[]): Judgement {
  const particle = PARTICLES[words.at(-1) ?? ''];
  if (particle === undefined) return undefined;
  // "Log in" and "moving on" are followed by a "to" as often as by nothing.
  if (particle.bare.has(words.at(-2) ?? '')) return 'unclear';
  const verb = words.slice(-2 - MAX_PARTED_WORDS, -2).find((word) => particle.parted.has(word));
  if (verb === undefined) return undefined;
  // "Put the keys on" is not over, "turn the lights on" is.
  return /^(?:put|leave|left)/u.test(verb) ? 'unclear' : 'complete';
}

/** "I love her" */
function judgeThing(words: readonly string[]): Judgement {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (!THINGS.has(last)) return undefined;
  if (last === 'that' && SAYING.has(before)) return undefined;
  if (last === 'more' || last === 'most' || last === 'less') {
    return VERBS.has(before) || /^(?:me|us|it|them|any|no|some|once|one|much)$/u.test(before)
      ? 'unclear'
      : undefined;
  }
  return VERBS.has(before) || BE.has(before) || /^(?:me|us|him|it|all)$/u.test(before)
    ? 'unclear'
    : undefined;
}

/** "I think so", "very well", "me too", "not really" */
function judgeDegree(words: readonly string[]): Judgement {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  switch (last) {
    case 'so':
      return BEFORE_SO.has(before) ? 'unclear' : undefined;
    case 'well':
      // "As well" may go on with "as".
      if (before === 'as') return 'unclear';
      return BEFORE_WELL.has(before) ? 'complete' : undefined;
    case 'too':
      // "I like it too", "I find it too hot"; and recognizers write it for "two".
      return BEFORE_DEGREE.has(before) ? undefined : 'unclear';
    case 'really':
      return before === 'not' ? 'complete' : undefined;
    default:
      return undefined;
  }
}

/** "I don't know why", "tell me what it is", "that is all I need", "in May" */
function judgeClause(words: readonly string[]): Judgement {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (QUESTION_WORDS.has(last)) return KNOWING.has(before) ? 'unclear' : undefined;
  if (last === 'may') return BEFORE_MAY.has(before) || /\d/u.test(before) ? 'unclear' : undefined;
  const sentence = words.join(' ');
  if (/ all (?:that )?(?:i|we) (?:need|want|have)$/u.test(` ${sentence}`)) return 'complete';
  return /\S (?:what|where|who|how|why|which)(?: \S+){0,2} (?:it|he|she|they|you|that|this) (?:is|are|was|were)$/u.test(
    sentence,
  )
    ? 'unclear'
    : undefined;
}
