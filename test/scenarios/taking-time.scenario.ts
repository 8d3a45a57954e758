import { recordingNamed } from '../support/recordings';
import { scenario } from './support/scenario';
import { answers, cough, finishes, hears, hum, joined, oneTurn, pause, say } from './support/steps';

scenario('a long pause after "because" is not the end of the sentence', {}, [
  say('vm-nobox.wav', { toMs: 2700 }),
  pause(950),
  say('vm-nobox.wav', { fromMs: 2700 }),
  hears('You cannot reply to this message because the sender does not have a mailbox.', {
    wer: 0.15,
  }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a pause after "and" is not the end of the sentence', {}, [
  say('check-number-dial-again.wav', { toMs: 1250 }),
  pause(800),
  say('check-number-dial-again.wav', { fromMs: 1250 }),
  hears('Please check the number and dial again.'),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a breath between two sentences does not end the turn', {}, [
  say('conf-leaderhasleft.wav'),
  pause(350),
  say('vm-dialout.wav'),
  hears('The leader has left the conference. Please wait while I connect your call.', { wer: 0.1 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a hum before the sentence is part of thinking aloud', {}, [
  hum('mm'),
  pause(700),
  say('please-try-call-later.wav'),
  hears('Please try your call again later.', { wer: 0.2 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('"sorry …" and what it was about are one turn', {}, [
  say('sorry.wav'),
  pause(450),
  say('please-try-call-later.wav'),
  hears('Sorry. Please try your call again later.', { wer: 0.2 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a number told in groups is waited for', {}, [
  say('digits-7.wav'),
  pause(80),
  say('digits-1.wav'),
  pause(80),
  say('digits-2.wav'),
  pause(900),
  say('digits-2.wav'),
  pause(80),
  say('digits-7.wav'),
  pause(900),
  say('digits-1.wav'),
  pause(80),
  say('digits-7.wav'),
  hears('Seven one two two seven one seven.', { wer: 0.3 }),
  answers({ withinMs: 1600 }),
  finishes(),
  oneTurn(),
]);

scenario('a cough before the first word does no harm', {}, [
  cough(),
  pause(500),
  say('vm-dialout.wav'),
  hears('Please wait while I connect your call.'),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario(
  'who goes on in the moment in which the answer begins is listened to',
  { model: { ttftMs: 900 } },
  [
    say('conf-leaderhasleft.wav'),
    pause(850),
    say('vm-dialout.wav'),
    hears('The leader has left the conference. Please wait while I connect your call.', {
      wer: 0.1,
    }),
    joined(),
    answers({ withinMs: 1700 }),
    finishes(),
    oneTurn(),
  ],
);

scenario(
  'what was said while the recognizer was still busy joins the turn',
  { recognizer: { extraMs: 2500 } },
  [
    say('conf-leaderhasleft.wav'),
    pause(800),
    say('vm-dialout.wav'),
    hears('The leader has left the conference. Please wait while I connect your call.', {
      wer: 0.1,
    }),
    joined(),
    answers({ withinMs: 4000 }),
    finishes(),
    oneTurn(),
  ],
);

const STORY = [
  'tt-allbusy.wav',
  'vm-nobox.wav',
  'queue-youarenext.wav',
  'vm-tmpexists.wav',
  'followme-status.wav',
  'privacy-unident.wav',
  'priv-introsaved.wav',
  'confbridge-begin-glorious-a.wav',
  'privacy-prompt.wav',
  'confbridge-only-participant.wav',
  'dir-nomore.wav',
];

scenario(
  'a monologue of more than 45 s, on a busy machine, loses no word',
  { recognizer: { extraMs: 1000 } },
  [
    ...STORY.flatMap((file) => [say(file), pause(180)]),
    hears(STORY.map((file) => recordingNamed(file).text).join(' '), { wer: 0.1 }),
    answers({ withinMs: 3000 }),
    finishes(),
    oneTurn(),
  ],
);
