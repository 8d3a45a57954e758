import type { DemoInput } from '../demo-input';

/** Whole utterances only: a question that begins with "hello" is a question. */
const GREETING =
  /^(?:hello|hi|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|howdy)(?: (?:hello|hi|there|again|everyone|everybody|world|to you|computer|agent|bot))*$/;
const WELL_BEING =
  /^(?:(?:hello|hi|hey) )?(?:there )?how (?:are|do) you(?: doing| do| today| feeling| going)*$|^how is it going$/;
const THANKS = /^(?:no )?(?:thank you|thanks|thank|cheers|many thanks)\b(?! you? (?:for|and) what)/;
const GOODBYE =
  /^(?:goodbye|bye|bye bye|see you|see you later|good night|that is all|farewell|hang up)\b/;
const HEARING =
  /\b(?:can|do|did) you (?:hear|understand) me\b|^(?:cannot )?hear me$|^(?:this is a )?test(?:ing)?(?: (?:one|two|three|1|2|3|test|testing))*$|^is (?:anybody|anyone|somebody) there$|^are you (?:there|still there|listening)$/;
const ACKNOWLEDGEMENT =
  /^(?:yes|yeah|yep|no|nope|okay|ok|right|sure|fine|great|good|cool|nice|all right|alright|i see|got it|wonderful|perfect|very good)(?: (?:yes|no|okay|ok|thanks))*$/;
const QUIET =
  /^(?:stop|stop it|stop talking|be quiet|quiet|silence|shut up|wait|hold on|enough|never mind)$/;
const WEATHER = /\bweather\b|\bis it (?:raining|sunny|cold|warm|snowing)\b|\btemperature\b/;

/** Greets, asks back, says thanks and goodbye: the small change of a conversation. */
export function smallTalkSkill({ plain, earlier, now }: DemoInput): string | undefined {
  if (GREETING.test(plain)) {
    return earlier.length > 0
      ? 'Hello again. What can I do for you?'
      : `${salutation(now)} How can I help you?`;
  }
  if (WELL_BEING.test(plain)) return 'I am fine, thank you. How are you?';
  if (THANKS.test(plain)) return 'You are welcome.';
  if (GOODBYE.test(plain)) return 'Goodbye! It was nice talking to you.';
  if (HEARING.test(plain)) return 'Yes, I can hear you loud and clear.';
  if (QUIET.test(plain)) return 'Okay.';
  if (ACKNOWLEDGEMENT.test(plain)) return 'All right. What else can I do for you?';
  if (WEATHER.test(plain))
    return 'I am only a demo responder and cannot look outside. I hope that the sun is shining.';
  return undefined;
}

function salutation(now: Date): string {
  const hour = now.getHours();
  if (hour >= 5 && hour < 12) return 'Good morning!';
  return hour >= 18 && hour < 23 ? 'Good evening!' : 'Hello!';
}
