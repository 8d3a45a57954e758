import type { Form, Speaker } from '@vox/voice-core';

import { SessionBench } from '../../../../../test/support/session-bench';

const AGREE: Form = { from: 'The Swan', message: 'It costs a fee.', fields: [] };
const ASKED = 'The Swan asks: It costs a fee. Do you agree?';
const ann: Speaker = { id: 'a', name: 'Ann' };
const ben: Speaker = { id: 'b', name: 'Ben' };

it('only who has asked for the call is asked, whoever may confirm', async () => {
  const bench = new SessionBench({
    group: {
      answers: 'always',
      addressedAs: ['Vox'],
      bargeInBy: 'anyone',
      mayConfirm: () => true,
    },
    hears: ['book a table', 'yes', 'no'],
    tools: { book: { asks: [AGREE], gives: { content: 'Not booked.' } } },
    replies: [{ calls: [{ name: 'book' }] }, 'Yes what?', 'It is not booked.'],
  });
  for (const who of [ann, ben, ann]) {
    await bench.speak(800, who);
    await bench.quiet(10_000);
  }
  await bench.quiet(20_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.turns.map(({ spokenText }) => spokenText)).toEqual([
    ASKED,
    'Yes what?',
    'It is not booked.',
  ]);
  expect(bench.tools.log.map(({ answers }) => answers)).toEqual([[{ type: 'declined' }]]);
});
