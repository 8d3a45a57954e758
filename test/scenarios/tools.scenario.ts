import { scenario } from './support/scenario';
import {
  agent,
  agentCutOff,
  answers,
  askedItsModel,
  finishes,
  listen,
  pause,
  ranTool,
  remembers,
  say,
  stopsWithin,
  turns,
  until,
  user,
} from './support/steps';

const ASK = 'Please wait while I connect your call.';
const MORE = 'Please try your call again later.';
const ORDER = { name: 'order' };
const TOLD =
  'Your order has the number forty two. It will be there at noon. Thank you for calling.';

scenario(
  'what is said before a call is heard while the tool runs',
  {
    tools: { order: { takesMs: 800, gives: { content: 'number 42' } } },
    replies: [[{ says: 'One moment please.', calls: [ORDER] }, TOLD]],
  },
  [
    say(ASK),
    answers(),
    finishes(`One moment please. ${TOLD}`),
    ranTool('order', 1),
    turns(1),
    remembers(user(ASK), agent(`One moment please. ${TOLD}`)),
  ],
);

scenario(
  'a sentence while something is ordered stops the answer, and never the order',
  {
    tools: { order: { takesMs: 9000, gives: { content: 'number 42' } } },
    // It says so twice: in answer to the sentence, and when the order is done.
    replies: [[{ calls: [ORDER] }], 'Your order has the number forty two.'],
  },
  [
    say(ASK),
    until('thinking'),
    pause(800),
    say(MORE),
    answers(),
    pause(16_000),
    ranTool('order', 1),
  ],
);

scenario(
  'what was ordered is told of again when its sentence was cut off',
  {
    tools: { order: { gives: { content: 'number forty two' } } },
    replies: [[{ calls: [ORDER] }, TOLD], 'As I said: your order has the number forty two.'],
  },
  [
    say(ASK),
    answers({ withinMs: 2000 }),
    listen(400),
    say(MORE),
    stopsWithin(400),
    answers(),
    finishes('As I said: your order has the number forty two.'),
    ranTool('order', 1),
    askedItsModel(3),
    remembers(
      user(ASK),
      agentCutOff(TOLD),
      user(MORE),
      agent('As I said: your order has the number forty two.'),
    ),
  ],
);
