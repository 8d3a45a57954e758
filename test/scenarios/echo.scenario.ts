import { scenario } from './support/scenario';
import {
  agentCutOff,
  agent,
  answers,
  echo,
  finishes,
  hasLasted,
  hears,
  listen,
  pause,
  remembers,
  say,
  saysNothing,
  stopsWithin,
  turns,
  user,
} from './support/steps';

const LOUDSPEAKER = echo({ db: -10, delayMs: 120 });

const REPLIES = [
  'Your parcel left the warehouse on Monday. It will arrive tomorrow between nine and noon. The driver will call you before that.',
  'I have looked into it. The number that you gave me belongs to another customer, so I have taken it out of your file.',
  'That is easily done. Open the settings, choose your account, and press the red button at the very end of the page.',
  'We are open from eight to six on weekdays, and from ten to two on Saturdays. On Sundays nobody is in the office.',
  'I am afraid that I cannot promise that. What I can do is write a note for my colleagues, who will call you back.',
  'Thank you for calling. It was a pleasure to talk to you, and I wish you a very pleasant afternoon. Goodbye for now.',
];
const QUESTIONS = [
  'Please wait while I connect your call.',
  "I'm sorry, that number is not valid.",
  'Your passwords have been changed.',
  'The leader has left the conference.',
  'Please try your call again later.',
  'Thank you for your patience.',
];

const minute = (delayMs: number) => [
  echo({ db: -10, delayMs }),
  ...QUESTIONS.flatMap((question, index) => [
    say(question),
    hears(question, { wer: 0.2 }),
    answers(),
    finishes(REPLIES[index]),
    pause(700),
  ]),
  saysNothing(3000),
  hasLasted(60_000),
  turns(QUESTIONS.length),
];

// Two delays: the frames of both sides meet in two ways.
scenario.each([120, 133])(
  'through a loudspeaker, in a minute of conversation, the agent never answers itself %i ms later',
  { replies: REPLIES },
  minute,
);

scenario(
  'nor does it over a browser, with Opus both ways',
  { replies: REPLIES, channel: 'webrtc' },
  minute(127),
);

const LONG = REPLIES.slice(0, 2).join(' ');
const AFTERWARDS = 'Of course. I am listening.';

scenario(
  'through a loudspeaker, the user can still interrupt the agent',
  { replies: [LONG, AFTERWARDS] },
  [
    LOUDSPEAKER,
    say('Please wait while I connect your call.'),
    answers(),
    listen(3000),
    say('Please try your call again later.'),
    stopsWithin(700),
    hears('Please try your call again later.', { wer: 0.35 }),
    answers(),
    finishes(AFTERWARDS),
    turns(2),
    remembers(
      user('Please wait while I connect your call.'),
      agentCutOff(LONG),
      user('Please try your call again later.', { wer: 0.35 }),
      agent(AFTERWARDS),
    ),
  ],
);

scenario(
  'a greeting through a loudspeaker does not start a conversation with itself',
  { agent: { greeting: LONG } },
  [LOUDSPEAKER, answers(), finishes(LONG), saysNothing(4000), turns(0)],
);

scenario('a loud echo that comes late does not start one either', { agent: { greeting: LONG } }, [
  echo({ db: -4, delayMs: 300 }),
  answers(),
  finishes(LONG),
  saysNothing(4000),
  turns(0),
]);
