import { scenario } from './support/scenario';
import {
  answers,
  finishes,
  hears,
  listen,
  oneTurn,
  pause,
  say,
  saysNothing,
  somebodyElseSays,
  speaksAt,
  turns,
} from './support/steps';

/** A person at the other end of the room. */
const ACROSS_THE_ROOM = { db: -25 };

const LONG =
  'Your parcel left the warehouse on Monday. It will arrive tomorrow between nine and noon. ' +
  'The driver will call you before that, so please keep your telephone near you. Is there anything else?';

scenario('somebody who talks in the pause of the user neither ends nor joins the turn', {}, [
  say('Please check the number and dial again.', { toMs: 1250 }),
  somebodyElseSays('Your message has been saved.', ACROSS_THE_ROOM),
  pause(800),
  say('Please check the number and dial again.', { fromMs: 1250 }),
  hears('Please check the number and dial again.'),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('somebody who talks while the user does is no part of the turn', {}, [
  somebodyElseSays('Your message has been saved.', ACROSS_THE_ROOM),
  pause(200),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.', { wer: 0.15 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('somebody who talks across the room is not answered', {}, [
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.'),
  answers(),
  finishes(),
  pause(1000),
  somebodyElseSays('Please try your call again later.', ACROSS_THE_ROOM),
  saysNothing(8000),
  turns(1),
  say('Please check the number and dial again.'),
  hears('Please check the number and dial again.'),
  answers(),
  finishes(),
  turns(2),
]);

scenario('somebody who talks across the room does not stop the agent', { replies: [LONG] }, [
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.'),
  answers(),
  listen(1500),
  somebodyElseSays('Please try your call again later.', ACROSS_THE_ROOM),
  finishes(LONG),
  saysNothing(3000),
  turns(1),
]);

scenario('a user who speaks 12 dB softer than before is answered at once', {}, [
  say('Please try your call again later.'),
  hears('Please try your call again later.'),
  answers(),
  finishes(),
  pause(1000),
  speaksAt({ db: -12 }),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.'),
  answers(),
  finishes(),
  turns(2),
]);

scenario('a user who has walked across the room is heard when they say it a third time', {}, [
  say('Please try your call again later.'),
  hears('Please try your call again later.'),
  answers(),
  finishes(),
  pause(1000),
  speaksAt({ db: -24 }),
  say('Please wait while I connect your call.'),
  pause(2000),
  say('Please wait while I connect your call.'),
  pause(2000),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.', { wer: 0.15 }),
  answers(),
  finishes(),
  pause(1000),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.', { wer: 0.15 }),
  answers(),
  finishes(),
]);
