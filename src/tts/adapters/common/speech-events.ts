import { z } from 'zod';

import { speechFailure } from './speech-failure';

/** A second of 48 kHz audio is 128 kB of base64; nothing longer than this is one event. */
const MAX_EVENT_CHARACTERS = 16_000_000;

const eventSchema = z.object({
  type: z.string().optional(),
  audio: z.string().optional(),
  sample_rate: z.number().optional(),
  error: z.unknown().optional(),
});

/**
 * The audio bytes inside a stream of `speech.audio.*` server-sent events.
 *
 * `onSampleRate` hears of the rate before the first bytes, where the server tells it. Comments and events of other
 * types are skipped.
 * @throws ProviderError `server` when the stream ends without `speech.audio.done` or holds an error event,
 * `protocol` when it is not what it claims to be.
 */
export async function* speechEvents(
  body: AsyncIterable<Uint8Array>,
  provider: string,
  onSampleRate: (sampleRateHz: number) => void,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const data of eventData(body, provider)) {
    if (data === '[DONE]') return;
    const event = parse(data, provider);
    if (event.sample_rate !== undefined) onSampleRate(event.sample_rate);
    if (event.type === 'speech.audio.done') return;
    if (event.type === 'error' || (event.error !== undefined && event.error !== null)) {
      throw speechFailure(provider, 'failed while it spoke', 'server');
    }
    if (event.type === 'speech.audio.delta' && event.audio !== undefined) {
      yield Buffer.from(event.audio, 'base64');
    }
  }
  throw speechFailure(provider, 'stopped before it was done', 'server');
}

async function* eventData(
  body: AsyncIterable<Uint8Array>,
  provider: string,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  let buffered = '';
  for await (const bytes of body) {
    buffered += decoder.decode(bytes, { stream: true });
    if (buffered.length > MAX_EVENT_CHARACTERS) {
      throw speechFailure(provider, 'sent an event without end', 'protocol');
    }
    const blocks = buffered.split(/\r?\n\r?\n/u);
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split(/\r?\n/u).filter((line) => line.startsWith('data:'));
      if (lines.length > 0) yield lines.map((line) => line.slice(5).trimStart()).join('\n');
    }
  }
}

function parse(data: string, provider: string): z.infer<typeof eventSchema> {
  try {
    return eventSchema.parse(JSON.parse(data));
  } catch (error) {
    throw speechFailure(provider, 'sent an event that cannot be read', 'protocol', {
      cause: error,
    });
  }
}
