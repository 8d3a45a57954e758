import { shapeFault, SkippedMessages } from '@vox/outbound';
import { z } from 'zod';

import { speechFailure } from './speech-failure';

/** A second of 48 kHz audio is 128 kB of base64; nothing longer than this is one event. */
const MAX_EVENT_CHARACTERS = 16_000_000;

/** OpenAI calls the audio of an event `audio`, some servers `delta` as in its other streams. */
const eventSchema = z.object({
  type: z.string().nullish(),
  audio: z.string().nullish(),
  delta: z.string().nullish(),
  sample_rate: z.number().positive().nullish().catch(undefined),
  error: z.unknown().optional(),
});

/** Events that are known to carry no audio. */
const SILENT_EVENTS: ReadonlySet<string> = new Set(['speech.audio.info', 'speech.audio.start']);

/**
 * The audio bytes inside a stream of `speech.audio.*` server-sent events.
 *
 * `onSampleRate` hears of the rate before the first bytes, where the server tells it. Comments, and events that are
 * unknown or cannot be read, are skipped: one of them costs its own audio at most.
 * @throws ProviderError `server` when the stream ends without `speech.audio.done` or holds an error event, `protocol`
 * when none of it can be read.
 */
export async function* speechEvents(
  body: AsyncIterable<Uint8Array>,
  provider: string,
  onSampleRate: (sampleRateHz: number) => void,
): AsyncGenerator<Uint8Array, void, void> {
  const skipped = new SkippedMessages('tts', provider);
  for await (const data of eventData(body, provider)) {
    if (data === '[DONE]') return;
    const event = parse(data, skipped);
    if (event === undefined) continue;
    if (event.sample_rate != null) onSampleRate(event.sample_rate);
    if (event.type === 'error' || (event.error !== undefined && event.error !== null)) {
      throw speechFailure(provider, 'failed while it spoke', 'server');
    }
    if (event.type === 'speech.audio.done') return;
    const audio = event.audio ?? event.delta;
    if (event.type === 'speech.audio.delta' && audio != null) {
      skipped.used();
      yield Buffer.from(audio, 'base64');
    } else if (event.type === 'speech.audio.delta') skipped.unreadable('audio');
    else if (!SILENT_EVENTS.has(event.type ?? '')) skipped.unknown();
  }
  if (skipped.isAllUnreadable) throw skipped.failure();
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
    const blocks = buffered.split(/\r\n\r\n|\n\n|\r\r/u);
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split(/\r\n|\n|\r/u).filter((line) => line.startsWith('data:'));
      if (lines.length > 0) yield lines.map((line) => line.slice(5).trimStart()).join('\n');
    }
  }
}

function parse(data: string, skipped: SkippedMessages): z.infer<typeof eventSchema> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    skipped.unreadable('no JSON');
    return undefined;
  }
  const parsed = eventSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  skipped.unreadable(shapeFault(parsed.error));
  return undefined;
}
