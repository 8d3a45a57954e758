import type { ScriptedReply } from '@vox/testing';
import type { ChatMessage } from '@vox/voice-core';
import fc from 'fast-check';

import { SessionBench } from '../../../../test/support/session-bench';

/** As many as a few seconds have room for; the long form, `npm run random-talk`, has 10,000. */
const CONVERSATIONS = Number(process.env['RANDOM_TALKS'] ?? 30);
const SEED = Number(process.env['SEED'] ?? 20_261_129);
/** Several processes with as many workers would not be faster: one conversation after the other, however many there are. */
const TIMEOUT_MS = 120_000 + CONVERSATIONS * 1000;

/** What a user does next, and how long they keep quiet before. */
const deed = fc.record({
  quietMs: fc.integer({ min: 100, max: 9000 }),
  speakMs: fc.integer({ min: 200, max: 2500 }),
  says: fc.constantFrom('wish', 'wipe', 'wipe', 'yes', 'yes', 'no', 'hm'),
  silences: fc.boolean(),
});

const talk = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 6 }),
  orderMs: fc.integer({ min: 0, max: 12_000 }),
  lookMs: fc.integer({ min: 0, max: 7000 }),
  reportMs: fc.integer({ min: 0, max: 20_000 }),
  reportLivesEveryMs: fc.integer({ min: 500, max: 9000 }),
  orderFails: fc.boolean(),
  wipeThrows: fc.boolean(),
  ttftMs: fc.integer({ min: 0, max: 900 }),
  hangsUp: fc.boolean(),
  moods: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 5, maxLength: 5 }),
});
type Talk = typeof talk extends fc.Arbitrary<infer Value> ? Value : never;
type Deed = Talk['deeds'][number];

const isSaid = ({ role, content }: ChatMessage) => role === 'user' && !content.startsWith('[');

/** What was done in the conversations, and how often. */
const counts = { conversations: 0, turns: 0, requests: 0, calls: 0, acts: 0, confirmed: 0 };

/** A model that orders what was said last, or wipes it, unless it sees that it has. */
function replyTo(messages: readonly ChatMessage[], mood: number): ScriptedReply {
  const words = messages.findLast(isSaid)?.content.split(' ') ?? [];
  const item = words.findLast((word) => /\d/u.test(word)) ?? '';
  const act = words.includes('wipe') ? 'wipe' : 'order';
  const hasActed = messages.some(
    (message) =>
      message.role === 'assistant' &&
      message.toolCalls?.some(
        ({ name, arguments: given }) => name === act && given.includes(`"${item}"`),
      ),
  );
  if (hasActed || item === '' || mood === 0) {
    return `Your ${act} of ${item} is placed. Is there anything else that I can do?`;
  }
  const call = { name: act, arguments: { item } };
  const look = { name: 'look', arguments: { item } };
  const report = { name: 'report', arguments: { item } };
  const beside = [[], [look], [report], [look, report]][mood % 4] ?? [];
  // Some models call the same twice in one answer.
  const calls = mood === 7 ? [call, call] : [...beside, call];
  return { ...(mood > 3 ? { says: 'One moment please.' } : {}), calls };
}

/** Each wish has a word of its own, so that what is done twice shows. */
function wordsFor({ says }: Deed, at: number): string {
  switch (says) {
    case 'wish':
      return `please order item${at}`;
    case 'wipe':
      return `please wipe item${at}`;
    case 'hm':
      return 'well let me think';
    default:
      return says;
  }
}

async function converse(one: Talk): Promise<SessionBench> {
  const { deeds, orderMs, lookMs, reportMs, reportLivesEveryMs, ttftMs, moods } = one;
  let asked = 0;
  const bench = new SessionBench({
    hears: Array.from({ length: 40 }, (_, at) =>
      wordsFor(deeds[at % deeds.length] ?? deeds[0]!, at),
    ),
    replies: (messages) => replyTo(messages, moods[asked++ % moods.length] ?? 0),
    ttftMs,
    tools: {
      order: { takesMs: orderMs, gives: { content: 'number 42', isError: one.orderFails } },
      look: { takesMs: lookMs, isReadOnly: true },
      report: {
        kind: 'background',
        takesMs: reportMs,
        livesEveryMs: reportLivesEveryMs,
        timeoutMs: 8000,
        isReadOnly: true,
      },
      wipe: {
        needsConfirmation: true,
        takesMs: orderMs,
        gives: one.wipeThrows ? new Error('disk') : { content: 'wiped' },
      },
    },
  });
  for (const { quietMs, speakMs, silences } of deeds) {
    await bench.speak(speakMs);
    if (silences) await bench.send({ type: 'interrupt' });
    await bench.quiet(quietMs);
  }
  if (one.hangsUp) {
    await bench.hangsUp();
    await bench.clock.advance(60_000);
  } else {
    await bench.quiet(15_000);
    await bench.end();
  }
  return bench;
}

/** @returns how often each act was really done that changes something. */
function actsOf({ tools }: SessionBench): ReadonlyMap<string, number> {
  const acts = tools.log.filter(({ name }) => name === 'order' || name === 'wipe');
  const times = new Map<string, number>();
  for (const { name, arguments: given } of acts) {
    const act = `${name} ${given}`;
    times.set(act, (times.get(act) ?? 0) + 1);
  }
  return times;
}

function check(one: Talk, bench: SessionBench): void {
  const thrown = bench.errors.filter(
    (error) => !(error instanceof Error && error.message === 'disk'),
  );
  // The model of the test refuses what providers refuse: that would be a failure.
  expect([...thrown, ...bench.failures]).toEqual([]);
  const acts = actsOf(bench);
  expect([...acts.values()].every((times) => times === 1)).toBe(true);
  const acting = bench.tools.log.filter(({ name }) => name === 'order' || name === 'wipe');
  // Nobody but the tool itself ends what changes something.
  for (const { outcome } of acting) expect(['done', 'failed']).toContain(outcome);
  // Whatever was asked for has ended, was told of, and ended once.
  const begun = bench.ofType('tool-start').map(({ call }) => call.id);
  const ended = bench.ofType('tool-end').map(({ call }) => call.id);
  expect(ended.toSorted()).toEqual(begun.toSorted());
  const wipes = bench.tools.log.filter(({ name }) => name === 'wipe');
  const yeses = one.deeds.filter(({ says }) => says === 'yes');
  expect(wipes.length === 0 || yeses.length > 0).toBe(true);
  // Nothing waits any more: no session is stuck.
  expect(bench.clock.sleepers).toBe(0);
  counts.conversations += 1;
  counts.turns += bench.turns.length;
  counts.requests += bench.llm.calls.length;
  counts.calls += begun.length;
  counts.acts += acting.length;
  counts.confirmed += wipes.length;
}

afterAll(() => {
  if (process.env['RANDOM_TALKS'] === undefined) return;
  process.stderr.write(`${JSON.stringify({ seed: SEED, ...counts })}\n`);
});

it(
  'whatever is said, and whenever: nothing is done twice, or without the yes that it needs, no call is without a result, and every session ends',
  async () => {
    await fc.assert(
      fc.asyncProperty(talk, async (one) => check(one, await converse(one))),
      { numRuns: CONVERSATIONS, seed: SEED, endOnFailure: true },
    );
  },
  TIMEOUT_MS,
);
