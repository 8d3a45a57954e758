import { speechEvents } from './speech-events';

const DONE = 'data: {"type":"speech.audio.done"}\n\n';
const delta = (text: string) =>
  `data: ${JSON.stringify({ type: 'speech.audio.delta', audio: Buffer.from(text).toString('base64') })}\n\n`;

async function read(text: string, size = 1_000_000) {
  const bytes = Buffer.from(text);
  const rates: number[] = [];
  const body = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  const chunks = await Array.fromAsync(speechEvents(body, 'test', (rateHz) => rates.push(rateHz)));
  return { audio: Buffer.concat(chunks).toString(), rates };
}

describe(speechEvents.name, () => {
  it.each([1, 2, 5, 1000])(
    'reads events in pieces of %d bytes, half characters included',
    async (size) => {
      const info = 'data: {"type":"speech.audio.info","sample_rate":24000,"note":"größe …"}\n\n';
      const stream = `: läuft\n\n${info}${delta('one ')}${delta('two')}${DONE}`;
      expect(await read(stream, size)).toEqual({ audio: 'one two', rates: [24_000] });
    },
  );

  it('reads events with names, carriage returns and a final [DONE]', async () => {
    const stream = `event: speech.audio.delta\r\n${delta('one').replaceAll('\n', '\r\n')}data: [DONE]\n\n`;
    expect((await read(stream)).audio).toBe('one');
  });

  it('skips events of other types', async () => {
    expect((await read(`data: {"type":"ping"}\n\n${delta('one')}${DONE}`)).audio).toBe('one');
  });

  it.each([
    ['no JSON', 'data: {"type": "speech.au\n\n'],
    ['JSON of another shape', 'data: [1]\n\n'],
    ['a number for its type', 'data: {"type":7}\n\n'],
    ['no audio', 'data: {"type":"speech.audio.delta"}\n\n'],
    ['null', 'data: null\n\n'],
    ['a type that nobody knows', 'data: {"type":"speech.mood","mood":"glad"}\n\n'],
  ])('goes on after an event with %s', async (_, odd) => {
    const stream = `${odd}${delta('one ')}${odd}${delta('two')}${odd}${DONE}`;
    for (const size of [1, 7, 1000]) expect((await read(stream, size)).audio).toBe('one two');
  });

  it('gives up a server that sends hundreds of events that cannot be read', async () => {
    const flood = 'data: [1]\n\n'.repeat(500);
    await expect(read(`${delta('one')}${flood}${DONE}`)).rejects.toMatchObject({
      category: 'protocol',
    });
  });

  it('hears nothing after the end', async () => {
    expect((await read(`${delta('one')}${DONE}${delta('two')}`)).audio).toBe('one');
  });

  it.each([
    ['a stream that ends without being done', delta('one'), 'server'],
    ['an error event', `${delta('one')}data: {"type":"error","error":"CUDA"}\n\n`, 'server'],
    ['an error object', 'data: {"error":{"message":"CUDA"}}\n\n', 'server'],
    ['garbage', 'data: {"type": "speech.au\n\n', 'protocol'],
    ['JSON of another shape', 'data: [1]\n\n', 'protocol'],
  ])('reports %s', async (_, stream, category) => {
    await expect(read(stream)).rejects.toMatchObject({ name: 'ProviderError', category });
  });

  it('reports an event without end before it fills the memory', async () => {
    await expect(read(`data: ${'x'.repeat(16_000_001)}`)).rejects.toMatchObject({
      category: 'protocol',
    });
  });
});
