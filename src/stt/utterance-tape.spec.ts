import { AsyncQueue, type RecognizerInput } from '@vox/voice-core';

import { UtteranceTape } from './utterance-tape';

const frame = (level: number): RecognizerInput => ({
  type: 'audio',
  frame: { pcm: new Int16Array(320).fill(level), sampleRateHz: 16_000 },
});

async function read(tape: UtteranceTape): Promise<string[]> {
  const items: string[] = [];
  for await (const item of tape.read()) {
    items.push(item.type === 'audio' ? String(item.frame.pcm[0]) : item.type);
  }
  return items;
}

function tapeOf(
  input: AsyncIterable<RecognizerInput>,
  options: { limitMs?: number; signal?: AbortSignal } = {},
): UtteranceTape {
  return new UtteranceTape(input, {
    limitMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  });
}

describe(UtteranceTape.name, () => {
  it('gives every reader the input from its start', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const tape = tapeOf(input);
    input.push(frame(1));
    const early = read(tape);
    input.push(frame(2));
    input.close();
    expect(await early).toEqual(['1', '2']);
    expect(await read(tape)).toEqual(['1', '2']);
    expect(tape.hasEnded).toBe(true);
  });

  it('follows the input as it comes', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const reader = tapeOf(input).read();
    const first = reader.next();
    input.push(frame(7));
    expect((await first).value).toMatchObject({ type: 'audio' });
    input.close();
    expect((await reader.next()).done).toBe(true);
  });

  it('keeps the newest audio when there is too much', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const tape = tapeOf(input, { limitMs: 60 });
    for (let level = 1; level <= 5; level++) input.push(frame(level));
    input.close();
    await tape.ended;
    expect(await read(tape)).toEqual(['3', '4', '5']);
  });

  it('leaves out a pause that was taken back before it is read, and keeps the last one', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const tape = tapeOf(input);
    const items: RecognizerInput[] = [
      frame(1),
      { type: 'pause' },
      frame(2),
      { type: 'resume' },
      frame(3),
      { type: 'pause' },
    ];
    for (const item of items) input.push(item);
    input.close();
    await tape.ended;
    expect(await read(tape)).toEqual(['1', '2', '3', 'pause']);
  });

  it('gives a reader who follows live each pause and its end', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const reader = tapeOf(input).read();
    const types: string[] = [];
    for (const type of ['pause', 'resume'] as const) {
      const next = reader.next();
      input.push({ type });
      types.push((await next).value?.type ?? 'end');
    }
    expect(types).toEqual(['pause', 'resume']);
    input.close();
  });

  it('throws what the input throws, to every reader, and remembers it', async () => {
    async function* broken(): AsyncGenerator<RecognizerInput> {
      yield frame(1);
      throw new Error('the microphone is gone');
    }
    const tape = tapeOf(broken());
    await expect(read(tape)).rejects.toThrow('the microphone is gone');
    expect(tape.failure?.error).toBeInstanceOf(Error);
  });

  it('lets go of the input and ends its readers on abort', async () => {
    const controller = new AbortController();
    const input = new AsyncQueue<RecognizerInput>(100);
    const tape = tapeOf(input, { signal: controller.signal });
    const reading = read(tape);
    controller.abort('hang-up');
    expect(await reading).toEqual([]);
    expect(tape.failure).toBeUndefined();
  });

  it('knows whether there is anything to transcribe', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const tape = tapeOf(input);
    input.push({ type: 'pause' });
    const hasAudio = tape.hasAudio();
    input.close();
    expect(await hasAudio).toBe(false);
  });
});
