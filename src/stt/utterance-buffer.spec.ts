import { AsyncQueue, type RecognizerInput } from '@vox/voice-core';

import { UtteranceBuffer } from './utterance-buffer';

const frame = (level: number): RecognizerInput => ({
  type: 'audio',
  frame: { pcm: new Int16Array(320).fill(level), sampleRateHz: 16_000 },
});

async function read(buffer: UtteranceBuffer): Promise<string[]> {
  const items: string[] = [];
  for await (const item of buffer) {
    items.push(item.type === 'audio' ? String(item.frame.pcm[0]) : item.type);
  }
  return items;
}

function bufferOf(
  input: AsyncIterable<RecognizerInput>,
  options: { limitMs?: number; signal?: AbortSignal } = {},
): UtteranceBuffer {
  return new UtteranceBuffer(input, {
    limitMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  });
}

describe(UtteranceBuffer.name, () => {
  it('gives every reader the input from its start', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const buffer = bufferOf(input);
    input.push(frame(1));
    const early = read(buffer);
    input.push(frame(2));
    input.close();
    expect(await early).toEqual(['1', '2']);
    expect(await read(buffer)).toEqual(['1', '2']);
    expect(buffer.hasEnded).toBe(true);
  });

  it('follows the input as it comes', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const reader = bufferOf(input)[Symbol.asyncIterator]();
    const first = reader.next();
    input.push(frame(7));
    expect((await first).value).toMatchObject({ type: 'audio' });
    input.close();
    expect((await reader.next()).done).toBe(true);
  });

  it('keeps the newest audio when there is too much', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const buffer = bufferOf(input, { limitMs: 60 });
    for (let level = 1; level <= 5; level++) input.push(frame(level));
    input.close();
    await buffer.ended;
    expect(await read(buffer)).toEqual(['3', '4', '5']);
  });

  it('leaves out a pause that was taken back before it is read, and keeps the last one', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const buffer = bufferOf(input);
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
    await buffer.ended;
    expect(await read(buffer)).toEqual(['1', '2', '3', 'pause']);
  });

  it('gives a reader who follows live each pause and its end', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const reader = bufferOf(input)[Symbol.asyncIterator]();
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
    const buffer = bufferOf(broken());
    await expect(read(buffer)).rejects.toThrow('the microphone is gone');
    expect(buffer.failure?.error).toBeInstanceOf(Error);
  });

  it('lets go of the input and ends its readers on abort', async () => {
    const controller = new AbortController();
    const input = new AsyncQueue<RecognizerInput>(100);
    const buffer = bufferOf(input, { signal: controller.signal });
    const reading = read(buffer);
    controller.abort('hang-up');
    expect(await reading).toEqual([]);
    expect(buffer.failure).toBeUndefined();
  });

  it('knows whether there is anything to transcribe', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const buffer = bufferOf(input);
    input.push({ type: 'pause' });
    const hasAudio = buffer.hasAudio(new AbortController().signal);
    input.close();
    expect(await hasAudio).toBe(false);
  });

  it('stops waiting for audio on abort, though the utterance goes on', async () => {
    const input = new AsyncQueue<RecognizerInput>(100);
    const buffer = bufferOf(input);
    const controller = new AbortController();
    const hasAudio = buffer.hasAudio(controller.signal);
    controller.abort('superseded');
    expect(await hasAudio).toBe(false);
    expect(buffer.hasEnded).toBe(false);
    input.close();
  });

  it('is not buffered a second time', () => {
    const buffer = bufferOf(new AsyncQueue<RecognizerInput>(100));
    const options = { limitMs: 10_000, signal: new AbortController().signal };
    expect(UtteranceBuffer.of(buffer, options)).toBe(buffer);
    expect(UtteranceBuffer.of(new AsyncQueue<RecognizerInput>(1), options)).not.toBe(buffer);
  });
});
