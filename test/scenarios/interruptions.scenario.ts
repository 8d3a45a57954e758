import { scenario } from './support/scenario';
import {
  agent,
  agentCutOff,
  answers,
  asksForSilence,
  finishes,
  finishesSentence,
  hears,
  hum,
  keepsSpeaking,
  listen,
  pause,
  remembers,
  resumes,
  say,
  saysNothing,
  stopsWithin,
  turns,
  typed,
  user,
} from './support/steps';

const LONG =
  'Your parcel left the warehouse on Monday. It will arrive tomorrow between nine and noon. ' +
  'The driver will call you before that, so please keep your telephone near you. Is there anything else?';
const AFTERWARDS = 'Of course. I am listening.';

scenario('a sentence over the answer stops it', { replies: [LONG, AFTERWARDS] }, [
  say('Please wait while I connect your call.'),
  answers(),
  listen(2500),
  say('Please try your call again later.'),
  stopsWithin(400),
  hears('Please try your call again later.'),
  answers(),
  finishes(AFTERWARDS),
  turns(2),
  remembers(
    user('Please wait while I connect your call.'),
    agentCutOff(LONG),
    user('Please try your call again later.'),
    agent(AFTERWARDS),
  ),
]);

scenario('a single "no" stops the answer', { replies: [LONG, AFTERWARDS] }, [
  say('Please wait while I connect your call.'),
  answers(),
  listen(2500),
  say('No.'),
  stopsWithin(400),
  hears('No.'),
  answers(),
  finishes(AFTERWARDS),
  turns(2),
]);

scenario(
  'two interruptions in a row leave two cut answers',
  { replies: [LONG, LONG, AFTERWARDS] },
  [
    say('Please wait while I connect your call.'),
    answers(),
    listen(2000),
    say('Please try your call again later.'),
    stopsWithin(400),
    answers(),
    listen(1200),
    say('The leader has left the conference.'),
    stopsWithin(400),
    hears('The leader has left the conference.'),
    answers(),
    finishes(AFTERWARDS),
    turns(3),
    remembers(
      user('Please wait while I connect your call.'),
      agentCutOff(LONG),
      user('Please try your call again later.'),
      agentCutOff(LONG),
      user('The leader has left the conference.'),
      agent(AFTERWARDS),
    ),
  ],
);

scenario(
  'an interruption in the first 300 ms of an answer stops it',
  { replies: [LONG, AFTERWARDS] },
  [
    say('The leader has left the conference.'),
    answers(),
    listen(200),
    say('Please wait while I connect your call.'),
    stopsWithin(400),
    hears('Please wait while I connect your call.'),
    answers(),
    finishes(AFTERWARDS),
    turns(2),
  ],
);

scenario(
  'who knows the greeting need not hear it out',
  { agent: { greeting: LONG }, replies: [AFTERWARDS] },
  [
    listen(1000),
    say('Please try your call again later.'),
    stopsWithin(400),
    hears('Please try your call again later.'),
    answers(),
    finishes(AFTERWARDS),
    remembers(agentCutOff(LONG), user('Please try your call again later.'), agent(AFTERWARDS)),
  ],
);

scenario('a false interruption resumes where it stopped', { agent: { greeting: LONG } }, [
  listen(2000),
  hum('mhm'),
  resumes(),
  finishes(LONG),
  turns(0),
  remembers(agent(LONG)),
]);

scenario(
  'a graceful agent ends its sentence before it listens',
  { agent: { bargeIn: 'graceful' }, replies: [LONG, AFTERWARDS] },
  [
    say('Please wait while I connect your call.'),
    answers(),
    listen(600),
    say('Please try your call again later.'),
    finishesSentence('Your parcel left the warehouse on Monday.'),
    hears('Please try your call again later.'),
    answers(),
    finishes(AFTERWARDS),
    turns(2),
  ],
);

scenario(
  'an agent that cannot be interrupted says all it has to say, then answers',
  { agent: { bargeIn: 'off' }, replies: [LONG, AFTERWARDS] },
  [
    say('Please wait while I connect your call.'),
    answers(),
    listen(2000),
    say('Please try your call again later.'),
    keepsSpeaking({ holdMs: 0 }),
    finishes(LONG),
    hears('Please try your call again later.'),
    answers({ withinMs: 20_000 }),
    finishes(AFTERWARDS),
    turns(2),
  ],
);

scenario('the silence button silences', { replies: [LONG, AFTERWARDS] }, [
  say('Please wait while I connect your call.'),
  answers(),
  listen(1500),
  asksForSilence(),
  stopsWithin(60),
  saysNothing(3000),
  say('Hello.'),
  answers(),
  finishes(AFTERWARDS),
  turns(2),
]);

scenario('a typed message while the agent speaks is a turn', { replies: [LONG, AFTERWARDS] }, [
  say('Please wait while I connect your call.'),
  answers(),
  listen(1500),
  typed('Never mind, what is the weather like?'),
  stopsWithin(60),
  hears('Never mind, what is the weather like?'),
  answers({ withinMs: 600 }),
  finishes(AFTERWARDS),
  turns(2),
  remembers(
    user('Please wait while I connect your call.'),
    agentCutOff(LONG),
    user('Never mind, what is the weather like?'),
    agent(AFTERWARDS),
  ),
]);

scenario(
  'words said in the pause between two sentences stop the answer',
  { replies: [LONG, AFTERWARDS] },
  [
    say('Please wait while I connect your call.'),
    answers(),
    listen(2400),
    pause(200),
    say('One moment, please.'),
    stopsWithin(400),
    answers(),
    finishes(AFTERWARDS),
    turns(2),
  ],
);
