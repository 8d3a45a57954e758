import { scenario } from './support/scenario';
import {
  answers,
  background,
  cough,
  finishes,
  hears,
  oneTurn,
  pause,
  say,
  saysNothing,
  turns,
} from './support/steps';

scenario('the agent leaves 30 s of silence alone', {}, [saysNothing(30_000), turns(0)]);

scenario('a fan is not speech', {}, [
  background('fan', { db: -10 }),
  saysNothing(10_000),
  say('Please try your call again later.'),
  hears('Please try your call again later.', { wer: 0.2 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('music on the radio is not speech', {}, [
  background('music', { db: -12 }),
  saysNothing(10_000),
  turns(0),
]);

scenario('typing is not speech', {}, [
  background('typing', { db: -10 }),
  saysNothing(10_000),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.'),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a cough is not an utterance', {}, [pause(1000), cough(), saysNothing(4000), turns(0)]);

scenario('people talking far away are not answered', {}, [
  background('babble', { db: -20 }),
  saysNothing(8000),
  turns(0),
]);

scenario('people talking far away do not keep the user from being answered', {}, [
  background('babble', { db: -20 }),
  pause(1000),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.', { wer: 0.15 }),
  answers(),
  finishes(),
  oneTurn(),
]);
