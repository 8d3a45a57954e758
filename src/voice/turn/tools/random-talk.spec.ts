import type { ScriptedReply } from '@vox/testing';
import type { ChatMessage } from '@vox/voice-core';
import fc from 'fast-check';

import { SessionBench } from '../../../../test/support/session-bench';

/** As many as a second or two has room for. */
const CONVERSATIONS = 30;
const SEED = 20_261_129;

/** What a user does next, and how long they keep quiet before. */
const deed = fc.record({
  quietMs: fc.integer({ min: 100, max: 9000 }),
  speakMs: fc.integer({ min: 200, max: 2500 }),
  silences: fc.boolean(),
});

const talk = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 6 }),
  orderMs: fc.integer({ min: 0, max: 12_000 }),
  lookMs: fc.integer({ min: 0, max: 7000 }),
  orderFails: fc.boolean(),
  ttftMs: fc.integer({ min: 0, max: 900 }),
  moods: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 5 }),
});
type Talk = typeof talk extends fc.Arbitrary<infer Value> ? Value : never;

const isSaid = ({ role, content }: ChatMessage) => role === 'user' && !content.startsWith('[');

/** A model that orders what was said last, unless it sees that it has. */
function replyTo(messages: readonly ChatMessage[], mood: number): ScriptedReply {
  const item = messages.findLast(isSaid)?.content.split(' ').at(-1) ?? '';
  const hasOrdered = messages.some(
    (message) =>
      message.role === 'assistant' &&
      message.toolCalls?.some(
        ({ name, arguments: given }) => name === 'order' && given.includes(`"${item}"`),
      ),
  );
  if (hasOrdered || item === '' || mood === 0) {
    return `Your order of ${item} is placed. Is there anything else that I can do?`;
  }
  const order = { name: 'order', arguments: { item } };
  const calls = mood % 2 === 0 ? [order] : [{ name: 'look', arguments: { item } }, order];
  return { ...(mood > 2 ? { says: 'One moment please.' } : {}), calls };
}

async function converse({
  deeds,
  orderMs,
  lookMs,
  orderFails,
  ttftMs,
  moods,
}: Talk): Promise<SessionBench> {
  let asked = 0;
  const bench = new SessionBench({
    // Each utterance has a word of its own, so that what is ordered twice shows.
    hears: Array.from({ length: 100 }, (_, at) => `please order item${at}`),
    replies: (messages) => replyTo(messages, moods[asked++ % moods.length] ?? 0),
    ttftMs,
    tools: {
      order: { takesMs: orderMs, gives: { content: 'number 42', isError: orderFails } },
      look: { takesMs: lookMs, isReadOnly: true },
    },
  });
  for (const { quietMs, speakMs, silences } of deeds) {
    await bench.speak(speakMs);
    if (silences) await bench.send({ type: 'interrupt' });
    await bench.quiet(quietMs);
  }
  await bench.quiet(15_000);
  await bench.end();
  return bench;
}

it('whatever is said, and whenever: nothing is done twice, no call is without a result, and every session ends', async () => {
  await fc.assert(
    fc.asyncProperty(talk, async (one) => {
      const bench = await converse(one);
      // The model of the test refuses what providers refuse: that would be a failure.
      expect([...bench.errors, ...bench.failures]).toEqual([]);
      const ordered = bench.tools.log.filter(({ name }) => name === 'order');
      expect(new Set(ordered.map(({ arguments: given }) => given)).size).toBe(ordered.length);
      // Nobody but the tool itself ends what changes something.
      expect(ordered.map(({ outcome }) => outcome)).toEqual(ordered.map(() => 'done'));
      const told = bench.turns.flatMap(({ toolCalls = [] }) => toolCalls);
      const ended = told.filter(({ state }) => state === 'done' || state === 'failed');
      for (const { run } of ordered) expect(ended.map(({ id }) => id)).toContain(run.callId);
      expect(bench.clock.sleepers).toBe(0);
    }),
    { numRuns: CONVERSATIONS, seed: SEED },
  );
});
