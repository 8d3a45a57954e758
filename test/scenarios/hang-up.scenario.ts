import { scenario } from './support/scenario';
import {
  agentCutOff,
  answers,
  hangUp,
  hears,
  holds,
  hum,
  listen,
  pause,
  remembers,
  say,
  turns,
  until,
  user,
} from './support/steps';

const LONG =
  'Your parcel left the warehouse on Monday. It will arrive tomorrow between nine and noon. ' +
  'The driver will call you before that, so please keep your telephone near you.';

scenario('hanging up in mid-sentence leaves no turn', {}, [
  say('Please wait while I connect your call.', { toMs: 1000 }),
  hangUp(),
  turns(0),
  remembers(),
]);

scenario('hanging up while the last words are being transcribed leaves no answer', {}, [
  say('Please wait while I connect your call.'),
  pause(200),
  until('transcribing'),
  hangUp(),
  turns(0),
  remembers(),
]);

scenario(
  'hanging up while the agent thinks keeps what the user said',
  { model: { ttftMs: 3000 } },
  [
    say('Please wait while I connect your call.'),
    until('thinking'),
    hears('Please wait while I connect your call.'),
    hangUp(),
    remembers(user('Please wait while I connect your call.')),
  ],
);

scenario('hanging up while the agent speaks keeps what was heard', { replies: [LONG] }, [
  say('Please wait while I connect your call.'),
  answers(),
  listen(2500),
  hangUp(),
  turns(1),
  remembers(user('Please wait while I connect your call.'), agentCutOff(LONG)),
]);

scenario('hanging up while the answer is held keeps what was heard', { replies: [LONG] }, [
  say('Please wait while I connect your call.'),
  answers(),
  listen(2500),
  hum('mhm'),
  holds(),
  hangUp(),
  turns(1),
  remembers(user('Please wait while I connect your call.'), agentCutOff(LONG)),
]);

scenario(
  'hanging up on a graceful agent that finishes its sentence keeps what was heard',
  { agent: { bargeIn: 'graceful' }, replies: [LONG] },
  [
    say('Please wait while I connect your call.'),
    answers(),
    listen(600),
    say('The leader has left the conference.', { toMs: 1200 }),
    hangUp(),
    turns(1),
    remembers(user('Please wait while I connect your call.'), agentCutOff(LONG)),
  ],
);

scenario(
  'hanging up while more is said before the answer keeps what was understood',
  { model: { ttftMs: 3000 } },
  [
    say('The leader has left the conference.'),
    until('thinking'),
    pause(700),
    say('Please wait while I connect your call.', { toMs: 1000 }),
    hangUp(),
    remembers(user('The leader has left the conference.')),
  ],
);
