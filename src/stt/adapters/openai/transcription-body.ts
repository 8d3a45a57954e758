import type { z } from 'zod';

import { parseMessage, sttFailure } from '../common/provider-failure';
import type { Final } from '../common/recognition';
import { transcriptEvent, wholeTranscript } from './transcription.schema';

const PROVIDER = 'openai';

/** A transcript of two minutes is a few kilobytes. */
const MAX_BODY_CHARACTERS = 1_000_000;

/**
 * Reads an answer whose kind its first character tells: JSON, or server-sent events. Content types are not to be
 * trusted: servers stream as text/plain, and answer JSON to a request for a stream.
 *
 * `onText` hears the whole text so far after each event.
 * @throws ProviderError of category `protocol` for anything else, `connectivity` for a stream that was cut off.
 */
export async function readTranscription(
  body: AsyncIterable<Uint8Array>,
  onText: (text: string) => void,
): Promise<Final> {
  const decoder = new TextDecoder();
  const events = new EventTranscript(onText);
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY_CHARACTERS) {
      throw sttFailure(PROVIDER, 'protocol', 'the answer does not end');
    }
    if (isEventStream(text)) text = events.takeLines(text);
  }
  text += decoder.decode();
  if (events.hasBegun || isEventStream(text)) {
    events.takeLines(`${text}\n`);
    return events.final();
  }
  return finalOf(parseMessage(wholeTranscript, text, PROVIDER));
}

function isEventStream(text: string): boolean {
  return /^\s*(data|event|id|retry)?:/u.test(text);
}

function finalOf(transcript: z.infer<typeof wholeTranscript>): Final {
  const confidence = confidenceOf(transcript.segments ?? []);
  // OpenAI names languages ("english"); only codes are of use.
  const language = /^[a-z]{2,3}(-|$)/iu.exec(transcript.language ?? '')?.input;
  return {
    text: transcript.text.trim(),
    ...(confidence === undefined ? {} : { confidence }),
    ...(language === undefined ? {} : { language }),
  };
}

/** The mean probability of a token, over all segments, by their length. */
function confidenceOf(
  segments: NonNullable<z.infer<typeof wholeTranscript>['segments']>,
): number | undefined {
  let weighed = 0;
  let lengthS = 0;
  for (const { start = 0, end = 0, avg_logprob: logProbability } of segments) {
    if (logProbability === undefined) continue;
    const weight = Math.max(0.01, end - start);
    weighed += logProbability * weight;
    lengthS += weight;
  }
  return lengthS === 0 ? undefined : Math.min(1, Math.exp(weighed / lengthS));
}

/** Puts a transcript together from server-sent events. */
class EventTranscript {
  #text = '';
  #isTyped = false;
  #done: Final | undefined;
  hasBegun = false;

  constructor(private readonly onText: (text: string) => void) {}

  /** Takes whole lines; gives back the one that is not complete yet. */
  takeLines(text: string): string {
    this.hasBegun = true;
    const lines = text.split(/\r\n|\n|\r/u);
    const rest = lines.pop() as string;
    for (const line of lines) {
      const data = /^\s*data: ?(.*)$/u.exec(line)?.[1]?.trim();
      if (data !== undefined && data !== '' && data !== '[DONE]') this.#onEvent(data);
    }
    return rest;
  }

  final(): Final {
    if (this.#done !== undefined) return this.#done;
    // Bare segments have no last event; OpenAI's do.
    if (this.#isTyped) throw sttFailure(PROVIDER, 'connectivity', 'the answer was cut off');
    return { text: this.#text };
  }

  #onEvent(data: string): void {
    const event = parseMessage(transcriptEvent, data, PROVIDER);
    if (event.error !== undefined && event.error !== null) {
      throw sttFailure(PROVIDER, 'server', 'transcription failed', { cause: event.error });
    }
    if (event.type === 'transcript.text.done') {
      this.#done = finalOf(parseMessage(wholeTranscript, data, PROVIDER));
    } else if (event.type === 'transcript.text.delta') {
      this.#isTyped = true;
      this.#show(this.#text + (event.delta ?? ''));
    } else if (event.type === undefined && event.text !== undefined) {
      this.#show(`${this.#text} ${event.text.trim()}`);
    }
  }

  #show(text: string): void {
    this.#text = text.trimStart();
    if (this.#text.trim() !== '') this.onText(this.#text.trim());
  }
}
