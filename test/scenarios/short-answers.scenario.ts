import { scenario } from './support/scenario';
import {
  agent,
  answers,
  finishes,
  hears,
  noticesIt,
  oneTurn,
  pause,
  remembers,
  say,
  saysNothing,
  turns,
  user,
} from './support/steps';

scenario('"no" is an answer', { replies: ['Then I will leave it as it is.'] }, [
  pause(500),
  say('No.'),
  hears('No.'),
  answers({ withinMs: 900 }),
  finishes('Then I will leave it as it is.'),
  oneTurn(),
  remembers(user('No.'), agent('Then I will leave it as it is.')),
]);

scenario('"no" answers a question of the agent', { replies: ['Shall I go on?', 'All right.'] }, [
  say('Please try your call again later.'),
  answers(),
  finishes('Shall I go on?'),
  pause(600),
  say('No.'),
  hears('No.'),
  answers({ withinMs: 900 }),
  finishes('All right.'),
  turns(2),
]);

scenario('"hello" is greeted back', { replies: ['Hello to you.'] }, [
  pause(500),
  say('Hello.'),
  hears('Hello.'),
  answers({ withinMs: 900 }),
  finishes('Hello to you.'),
  oneTurn(),
]);

scenario('"thank you" gets its answer', { replies: ['You are welcome.'] }, [
  pause(500),
  say('Thank you.'),
  hears('Thank you.'),
  answers({ withinMs: 900 }),
  finishes('You are welcome.'),
  oneTurn(),
]);

scenario('a "hello" swallowed after 300 ms is answered all the same', {}, [
  pause(500),
  say('Hello.', { toMs: 300 }),
  answers(),
  finishes(),
  oneTurn(),
]);

scenario('a plain sentence is answered in well under a second', {}, [
  pause(500),
  say('Please try your call again later.'),
  hears('Please try your call again later.'),
  answers({ withinMs: 800 }),
  finishes(),
  oneTurn(),
]);

scenario('"yes" is an answer', { replies: ['Then it is done.'] }, [
  pause(500),
  say('Yes.'),
  noticesIt(),
  hears('Yes.'),
  answers({ withinMs: 900 }),
  finishes('Then it is done.'),
  oneTurn(),
  remembers(user('Yes.'), agent('Then it is done.')),
]);

scenario(
  '"yes" answers a question, though it takes a third of a second',
  { replies: ['Shall I go on?', 'Gladly.'] },
  [
    say('Please try your call again later.'),
    answers(),
    finishes('Shall I go on?'),
    pause(600),
    say('Yes.'),
    noticesIt(),
    hears('Yes.'),
    answers({ withinMs: 1000 }),
    finishes('Gladly.'),
    turns(2),
  ],
);

scenario('a sound of 250 ms that is no word is noticed, and left alone', {}, [
  pause(500),
  say('Seven.', { toMs: 250 }),
  noticesIt(),
  saysNothing(3000),
  turns(0),
]);
