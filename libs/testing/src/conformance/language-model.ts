import type { ChatMessage, LanguageModel, ReplyPart } from '@vox/voice-core';

import { settled } from '../settled';
import { collect, neverAborted } from './collect';

export type LanguageModelCase = {
  /** Called for each test. */
  readonly make: () => LanguageModel | Promise<LanguageModel>;
  /** Is answered with at least five words. */
  readonly messages: readonly ChatMessage[];
};

/** What every LanguageModel promises. Call it inside a spec file. */
export function describeLanguageModel(name: string, subject: LanguageModelCase): void {
  describe(`${name} as a LanguageModel`, () => {
    const run = async (signal = neverAborted()) =>
      collect((await subject.make()).generate(subject.messages, { signal }));

    const textOf = (parts: readonly ReplyPart[]) =>
      parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');

    it('says who it is and how it feels', async () => {
      const model = await subject.make();
      expect(model.info.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(model.info.label).not.toBe('');
      expect(await model.health()).toMatchObject({ isHealthy: true });
    });

    it('streams deltas and ends with exactly one reply-end', async () => {
      const parts = await run();
      const deltas = parts.slice(0, -1);
      expect(deltas.every(({ type }) => type === 'reply-delta')).toBe(true);
      // One without a text is a sign of life of a model that thinks.
      const worded = deltas.filter((part) => part.type === 'reply-delta' && part.text !== '');
      expect(worded.length).toBeGreaterThan(1);
      expect(parts.at(-1)?.type).toBe('reply-end');
      expect(textOf(parts).split(/\s+/).length).toBeGreaterThanOrEqual(5);
    });

    it('leaves the messages as they are', async () => {
      const before = structuredClone(subject.messages);
      await run();
      expect(subject.messages).toEqual(before);
    });

    it('answers several requests at the same time', async () => {
      const model = await subject.make();
      const replies = await Promise.all(
        [1, 2, 3].map(() => collect(model.generate(subject.messages, { signal: neverAborted() }))),
      );
      for (const parts of replies) expect(parts.at(-1)?.type).toBe('reply-end');
    });

    it('gives nothing when it is aborted before it starts', async () => {
      const controller = new AbortController();
      controller.abort('barge-in');
      expect(await settled('the end', run(controller.signal))).toEqual([]);
    });

    it('ends quietly on abort in the middle of a reply', async () => {
      const model = await subject.make();
      const controller = new AbortController();
      const parts: ReplyPart[] = [];
      const reading = (async () => {
        for await (const part of model.generate(subject.messages, { signal: controller.signal })) {
          parts.push(part);
          controller.abort('barge-in');
        }
      })();
      await settled('the end', reading);
      expect(parts).toEqual([expect.objectContaining({ type: 'reply-delta' })]);
    });

    it('yields nothing after the end', async () => {
      const model = await subject.make();
      const reply = model.generate(subject.messages, { signal: neverAborted() });
      const iterator = reply[Symbol.asyncIterator]();
      for (let step = await iterator.next(); step.done !== true;) step = await iterator.next();
      expect((await iterator.next()).done).toBe(true);
    });
  });
}
