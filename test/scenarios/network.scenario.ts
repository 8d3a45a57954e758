import { scenario } from './support/scenario';
import {
  answers,
  drift,
  finishes,
  hears,
  jitterOf,
  listen,
  lossOf,
  mute,
  oneTurn,
  pause,
  say,
  saysNothing,
  stopsWithin,
  turns,
} from './support/steps';

const LONG =
  'Your parcel left the warehouse on Monday. It will arrive tomorrow between nine and noon. ' +
  'The driver will call you before that, so please keep your telephone near you.';

scenario('a browser on a good network is understood', { channel: 'webrtc' }, [
  pause(500),
  say('Please try your call again later.'),
  hears('Please try your call again later.'),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('one packet in twenty lost costs no word', { channel: 'webrtc' }, [
  lossOf(5),
  pause(500),
  say('Please try your call again later.'),
  hears('Please try your call again later.'),
  answers(),
  finishes(),
  pause(500),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.'),
  answers(),
  finishes(),
  turns(2),
]);

scenario('one packet in five lost costs words, not turns', { channel: 'webrtc' }, [
  lossOf(20),
  pause(500),
  say('Please try your call again later.'),
  hears('Please try your call again later.', { wer: 0.35 }),
  answers({ withinMs: 1500 }),
  finishes(),
  pause(500),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.', { wer: 0.45 }),
  answers({ withinMs: 1500 }),
  finishes(),
  turns(2),
]);

scenario('a network that holds packets up for 200 ms splits no turn', { channel: 'webrtc' }, [
  jitterOf(200),
  pause(500),
  say('The person you are calling is not at their desk. I will try to locate them for you.'),
  hears('The person you are calling is not at their desk. I will try to locate them for you.', {
    wer: 0.15,
  }),
  answers({ withinMs: 1400 }),
  finishes(),
  oneTurn(),
]);

scenario(
  'over a network with loss and jitter the user can interrupt',
  { channel: 'webrtc', replies: [LONG, 'Of course.'] },
  [
    lossOf(5),
    jitterOf(60),
    say('Please wait while I connect your call.'),
    answers(),
    listen(2000),
    say('Please try your call again later.'),
    stopsWithin(550),
    answers(),
    finishes('Of course.'),
    turns(2),
  ],
);

scenario.each([200, -200])(
  'a clock that is %i ppm off is not noticed',
  { channel: 'webrtc' },
  (ppm) => [
    drift(ppm),
    saysNothing(30_000),
    say('Please try your call again later.'),
    hears('Please try your call again later.'),
    answers(),
    finishes(),
    oneTurn(),
  ],
);

scenario('what was said before the microphone was muted is answered', { channel: 'webrtc' }, [
  say('The person you are calling is not at their desk. I will try to locate them for you.', {
    toMs: 2300,
  }),
  mute(3000),
  hears('The person you are calling is not at their desk.', { wer: 0.1 }),
  answers({ withinMs: 1500 }),
  finishes(),
  oneTurn(),
]);

scenario('a sentence cut off by muting can be finished afterwards', { channel: 'webrtc' }, [
  say('You cannot reply to this message because the sender does not have a mailbox.', {
    toMs: 2700,
  }),
  mute(700),
  say('You cannot reply to this message because the sender does not have a mailbox.', {
    fromMs: 2700,
  }),
  hears('You cannot reply to this message because the sender does not have a mailbox.', {
    wer: 0.15,
  }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a muted microphone is silence', { channel: 'websocket' }, [
  mute(5000),
  saysNothing(1000),
  say('Hello.'),
  answers(),
  finishes(),
  oneTurn(),
]);
