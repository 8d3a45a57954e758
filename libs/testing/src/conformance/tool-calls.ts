import type { ChatMessage, LanguageModel, ReplyPart, ToolCall, ToolSpec } from '@vox/voice-core';

import { collect, neverAborted } from './collect';

export type ToolCallCase = {
  /** Called for each test. It calls `weather` twice, for Oslo and for Bergen, when it is asked about the weather. */
  readonly make: () => LanguageModel | Promise<LanguageModel>;
};

/** What models are offered by this suite. */
export const WEATHER_TOOLS: readonly ToolSpec[] = [
  {
    name: 'weather',
    description: 'Tells what the weather is like in a city now.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
];

const ASKED: readonly ChatMessage[] = [
  { role: 'system', content: 'Be brief. Call the tool for each city at once.' },
  { role: 'user', content: 'What is the weather like in Oslo and in Bergen?' },
];

/** What every LanguageModel that calls tools promises. Call it inside a spec file. */
export function describeToolCalls(name: string, subject: ToolCallCase): void {
  describe(`${name}, offered tools`, () => {
    const ask = async (messages = ASKED, toolChoice: 'auto' | 'none' = 'auto') => {
      const model = await subject.make();
      const options = { tools: WEATHER_TOOLS, toolChoice, signal: neverAborted() };
      return collect(model.generate(messages, options));
    };

    it('gives each call whole, with an id of its own, before the end', async () => {
      const parts = await ask();
      const calls = callsIn(parts);
      expect(calls.map(({ name: tool }) => tool)).toEqual(['weather', 'weather']);
      expect(calls.map((call) => JSON.parse(call.arguments) as unknown)).toEqual([
        { city: 'Oslo' },
        { city: 'Bergen' },
      ]);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
      expect(parts.at(-1)).toMatchObject({ type: 'reply-end', finishReason: 'tool-calls' });
    });

    it('answers in words when it has the results, in whatever order they came', async () => {
      const calls = callsIn(await ask());
      const parts = await ask([...ASKED, called(calls), ...resultsOf(calls).toReversed()]);
      expect(callsIn(parts)).toEqual([]);
      expect(textOf(parts).trim()).not.toBe('');
    });

    it('is given a failed result as well as any other', async () => {
      const calls = callsIn(await ask());
      const failed = resultsOf(calls).map((result) => ({ ...result, isError: true }));
      expect(textOf(await ask([...ASKED, called(calls), ...failed])).trim()).not.toBe('');
    });

    it('is never sent a call without a result, nor a result without a call', async () => {
      const calls = callsIn(await ask());
      const stray = { role: 'tool', toolCallId: 'call_stray', content: 'rain' } as const;
      const broken = [...ASKED, called(calls), stray, ...resultsOf(calls).slice(1)];
      const next = { role: 'user', content: 'Thank you. What did you find out?' } as const;
      expect(textOf(await ask([...broken, next], 'none')).trim()).not.toBe('');
    });

    it('answers in words where it is told to', async () => {
      const parts = await ask(ASKED, 'none');
      expect(callsIn(parts)).toEqual([]);
      expect(parts.at(-1)).toMatchObject({ type: 'reply-end', finishReason: 'stop' });
    });

    it('calls nothing where nothing is offered, whatever was called before', async () => {
      const calls = callsIn(await ask());
      const model = await subject.make();
      const messages = [...ASKED, called(calls), ...resultsOf(calls)];
      const parts = await collect(model.generate(messages, { signal: neverAborted() }));
      expect(callsIn(parts)).toEqual([]);
      expect(textOf(parts).trim()).not.toBe('');
    });
  });
}

const called = (toolCalls: readonly ToolCall[]): ChatMessage => ({
  role: 'assistant',
  content: 'Let me see.',
  toolCalls,
});

const resultsOf = (calls: readonly ToolCall[]) =>
  calls.map(({ id }) => ({ role: 'tool' as const, toolCallId: id, content: 'rain' }));

const callsIn = (parts: readonly ReplyPart[]) =>
  parts.flatMap((part) => (part.type === 'tool-call' ? [part.call] : []));

const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
