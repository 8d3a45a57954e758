import type { DemoInput, Skill } from './demo-input';
import { arithmeticSkill } from './skills/arithmetic.skill';
import { dateSkill, timeSkill } from './skills/clock.skill';
import { identitySkill } from './skills/identity.skill';
import {
  countSkill,
  introductionSkill,
  lastUtteranceSkill,
  nameSkill,
  repeatReplySkill,
} from './skills/memory.skill';
import { countingSkill, jokeSkill, storySkill } from './skills/performance.skill';
import { reflectionSkill } from './skills/reflection.skill';
import { repeatSkill } from './skills/repeat.skill';
import { smallTalkSkill } from './skills/small-talk.skill';

/** In order: the first that answers wins, so the more particular comes first. */
const SKILLS: readonly Skill[] = [
  nameSkill,
  repeatReplySkill,
  repeatSkill,
  lastUtteranceSkill,
  countSkill,
  introductionSkill,
  timeSkill,
  dateSkill,
  arithmeticSkill,
  countingSkill,
  identitySkill,
  jokeSkill,
  storySkill,
  smallTalkSkill,
];

/** The demo responder's whole answer to what it heard. Never empty. */
export function answer(input: DemoInput): string {
  for (const skill of SKILLS) {
    const reply = skill(input);
    if (reply !== undefined) return reply;
  }
  return reflectionSkill(input);
}
