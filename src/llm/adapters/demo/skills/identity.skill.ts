import type { DemoInput } from '../demo-input';

const WHO =
  /\bwho are you\b|\bwhat are you\b|\bwhat is your name\b|\byour name\b|\bintroduce yourself\b|\bare you (?:a |an )?(?:real|human|robot|person|bot|machine|ai|a i|artificial|chat ?gpt|alive|language model|model)\b/;
const WHAT =
  /\bwhat (?:can|do) you (?:do|know|answer|say)\b|^help(?: me)?$|\bwhat can i (?:ask|say|do)\b|\bhow can you help\b|\bhow do you work\b/;
const MODEL =
  /\b(?:real|better|other|another|different|proper|language|ai|which|what) (?:language |ai )?model\b|\bconfigure\b|\bllm provider\b|\bl l m\b/;

const CONFIGURATION = 'Whoever runs this server chooses the model with the setting LLM_PROVIDER.';

/** Says openly what answers here, what it can do, and how to get something better. */
export function identitySkill({ plain }: DemoInput): string | undefined {
  if (WHO.test(plain)) return `I am a demo responder, not an AI model. ${CONFIGURATION}`;
  if (WHAT.test(plain)) {
    return (
      'I can tell the time and the date, add and multiply, repeat what you say, remember your name, ' +
      `count, and tell a joke or a story. I am a demo responder, not an AI model. ${CONFIGURATION}`
    );
  }
  if (MODEL.test(plain)) return `I am a demo responder, not an AI model. ${CONFIGURATION}`;
  return undefined;
}
