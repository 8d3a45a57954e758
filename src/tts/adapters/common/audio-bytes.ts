import { speechEvents } from './speech-events';

const EVENT_TYPES = /^text\/event-stream\b/iu;
/** How an event stream begins whose label says otherwise; a comment alone could be audio. */
const EVENTS_AHEAD = /^\s*(data|event)\s*:/u;
const DECIDING_BYTES = 16;

export function isEventStream(contentType: string): boolean {
  return EVENT_TYPES.test(contentType);
}

/**
 * The audio of a body: of the events in it where it is a stream of them, as its type says or its first bytes do; else
 * the body itself.
 */
export async function* audioBytes(
  body: AsyncIterable<Uint8Array>,
  options: {
    readonly isEvents: boolean;
    readonly provider: string;
    /** Hears that the audio is in events, before any of it. */
    readonly onEvents: () => void;
    readonly onSampleRate: (sampleRateHz: number) => void;
  },
): AsyncGenerator<Uint8Array, void, void> {
  const bytes = body[Symbol.asyncIterator]();
  try {
    const { head, isWhole } = await firstBytes(bytes);
    const letters = head.subarray(0, DECIDING_BYTES).toString('latin1');
    const isEvents = EVENTS_AHEAD.test(letters) || (options.isEvents && !isFile(letters));
    const whole = rejoined(head, isWhole ? undefined : bytes);
    if (!isEvents) return yield* whole;
    options.onEvents();
    yield* speechEvents(whole, options.provider, options.onSampleRate);
  } finally {
    await bytes.return?.();
  }
}

/** A file of sound under the label of an event stream. */
function isFile(letters: string): boolean {
  return /^(RIFF|RIFX|RF64|BW64|fLaC|OggS|ID3)/u.test(letters);
}

async function firstBytes(
  bytes: AsyncIterator<Uint8Array>,
): Promise<{ head: Buffer; isWhole: boolean }> {
  let head = Buffer.alloc(0);
  while (head.length < DECIDING_BYTES) {
    const next = await bytes.next();
    if (next.done === true) return { head, isWhole: true };
    head = Buffer.concat([head, next.value]);
  }
  return { head, isWhole: false };
}

async function* rejoined(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array> | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  if (head.length > 0) yield head;
  if (rest === undefined) return;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
