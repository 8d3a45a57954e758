import { scenario } from './support/scenario';
import { answers, finishes, hears, oneTurn, pause, say, somebodyElseSays } from './support/steps';

/** A person at the other end of the room. */
const ACROSS_THE_ROOM = { db: -25 };

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
