import { AsyncQueue, type RecognizerInput } from '@vox/voice-core';

import { inMessages } from './messages';

const frame = (value: number): RecognizerInput => ({
  type: 'audio',
  frame: { pcm: new Int16Array(320).fill(value), sampleRateHz: 16_000 },
});

describe(inMessages, () => {
  const start = (signal = new AbortController().signal) => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const messages: number[][] = [];
    const over = (async () => {
      for await (const samples of inMessages(input, signal)) {
        expect(samples.length % 320).toBe(0);
        messages.push([...samples].filter((_, at) => at % 320 === 0));
      }
    })();
    const say = async (...items: readonly RecognizerInput[]) => {
      for (const item of items) input.push(item);
      await new Promise(setImmediate);
    };
    return { input, messages, over, say };
  };

  it('sends three frames at a time, in order, and at the end what there is', async () => {
    const { input, messages, over, say } = start();
    await say(frame(1), frame(2));
    expect(messages).toEqual([]);
    await say(frame(3), frame(4));
    expect(messages).toEqual([[1, 2, 3]]);
    input.close();
    await over;
    expect(messages).toEqual([[1, 2, 3], [4]]);
  });

  it('sends what there is when the speaker pauses', async () => {
    const { messages, say } = start();
    await say(frame(1), { type: 'pause' }, { type: 'resume' });
    expect(messages).toEqual([[1]]);
    await say(frame(2), frame(3), frame(4));
    expect(messages).toEqual([[1], [2, 3, 4]]);
  });

  it('sends nothing any more once it is aborted', async () => {
    const controller = new AbortController();
    const { messages, over, say } = start(controller.signal);
    await say(frame(1));
    controller.abort('hang-up');
    await over;
    expect(messages).toEqual([]);
  });
});
