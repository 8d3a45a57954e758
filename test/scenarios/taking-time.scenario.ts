import { scenario } from './support/scenario';
import { answers, cough, finishes, hears, hum, joined, oneTurn, pause, say } from './support/steps';

scenario('a long pause after "because" is not the end of the sentence', {}, [
  say('You cannot reply to this message because the sender does not have a mailbox.', {
    toMs: 2700,
  }),
  pause(950),
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

scenario('a pause after "and" is not the end of the sentence', {}, [
  say('Please check the number and dial again.', { toMs: 1250 }),
  pause(800),
  say('Please check the number and dial again.', { fromMs: 1250 }),
  hears('Please check the number and dial again.'),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a breath between two sentences does not end the turn', {}, [
  say('The leader has left the conference.'),
  pause(350),
  say('Please wait while I connect your call.'),
  hears('The leader has left the conference. Please wait while I connect your call.', { wer: 0.1 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a hum before the sentence is part of thinking aloud', {}, [
  hum('mm'),
  pause(700),
  say('Please try your call again later.'),
  hears('Please try your call again later.', { wer: 0.2 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('"sorry …" and what it was about are one turn', {}, [
  say('Sorry.'),
  pause(450),
  say('Please try your call again later.'),
  hears('Sorry. Please try your call again later.', { wer: 0.2 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a number told in groups is waited for', {}, [
  say('Seven.'),
  pause(80),
  say('One.'),
  pause(80),
  say('Two.'),
  pause(900),
  say('Two.'),
  pause(80),
  say('Seven.'),
  pause(900),
  say('One.'),
  pause(80),
  say('Seven.'),
  hears('Seven one two two seven one seven.', { wer: 0.3 }),
  answers({ withinMs: 1600 }),
  finishes(),
  oneTurn(),
]);

scenario('a cough before the first word does no harm', {}, [
  cough(),
  pause(500),
  say('Please wait while I connect your call.'),
  hears('Please wait while I connect your call.'),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario(
  'who goes on in the moment in which the answer begins is listened to',
  { model: { ttftMs: 900 } },
  [
    say('The leader has left the conference.'),
    pause(850),
    say('Please wait while I connect your call.'),
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
    say('The leader has left the conference.'),
    pause(800),
    say('Please wait while I connect your call.'),
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
  'All representatives of the household are currently assisting other telemarketers. Please hold and your call will be answered in the order it was received.',
  'You cannot reply to this message because the sender does not have a mailbox.',
  'Your call is now first in line and will be answered by the next available representative.',
  'There is a temporary greeting, which overrides your standard greetings.',
  'The person you are calling is not at their desk. I will try to locate them for you.',
  'The party you are trying to reach does not accept unidentified calls.',
  'Thank you. Please hold while I attempt to connect you with your party.',
  'The conference will begin when our glorious leader arrives.',
  'Please enter your phone number, starting with the area code.',
  'You are currently the only participant in the conference.',
  'There are no more compatible entries in the directory.',
];

scenario(
  'a monologue of more than 45 s, on a busy machine, loses no word',
  { recognizer: { extraMs: 1000 } },
  [
    ...STORY.flatMap((sentence) => [say(sentence), pause(180)]),
    hears(STORY.join(' '), { wer: 0.1 }),
    answers({ withinMs: 3000 }),
    finishes(),
    oneTurn(),
  ],
);

scenario('an address is waited for, line by line', {}, [
  say('Twelve.'),
  pause(400),
  say('Oscar.'),
  pause(400),
  say('Quebec.'),
  hears('Twelve Oscar Quebec.'),
  answers({ withinMs: 1600 }),
  finishes(),
  oneTurn(),
]);

scenario('a time of day is one turn, however it is said', {}, [
  say("Tomorrow at seven o'clock."),
  pause(300),
  say('No, thank you.'),
  hears("Tomorrow at seven o'clock. No, thank you.", { wer: 0.2 }),
  answers(),
  finishes(),
  oneTurn(),
]);
