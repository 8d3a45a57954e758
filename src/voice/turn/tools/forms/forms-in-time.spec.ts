import type { Form } from '@vox/voice-core';

import { SessionBench } from '../../../../../test/support/session-bench';

const SEATS = {
  name: 'seats',
  label: 'Seats',
  isRequired: true,
  wish: { type: 'number', isWhole: true, least: 1, most: 8 },
} as const;
const TABLE: Form = { from: 'The Swan', message: 'For your table.', fields: [SEATS] };
const ASKED = 'The Swan asks: For your table. Seats: a number from 1 to 8?';

it('a form is given up half a minute after its question, asked again, was taken back unheard', async () => {
  const bench = new SessionBench({
    hears: ['book a table', 'a few of us', 'that is friends and family and the others'],
    tools: { book: { asks: [TABLE], gives: { content: 'Not booked.' } } },
    replies: [{ calls: [{ name: 'book' }] }, 'It is not booked.', 'What else?'],
    tts: { ttfbMs: 2000 },
  });
  await bench.speak(800);
  await bench.quiet(12_000);
  const [question] = bench.ofType('turn-end');
  expect(question?.spokenText).toBe(ASKED);
  // Its half a minute is over while it is asked again.
  await bench.quiet((question?.atMs ?? 0) + 30_000 - 1900 - bench.clock.nowMs());
  await bench.speak(800);
  await bench.quiet(700);
  await bench.speak(1000);
  bench.mute(true);
  await bench.quiet(25_000);
  expect(bench.tools.log.map(({ answers }) => answers)).toEqual([[]]);
  await bench.quiet(8000);
  expect(bench.tools.log.map(({ answers }) => answers)).toEqual([[{ type: 'cancelled' }]]);
  await bench.quiet(20_000);
  await bench.end();
  expect(bench.errors).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
});
