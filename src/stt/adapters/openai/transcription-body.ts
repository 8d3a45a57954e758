import { SkippedMessages } from '@vox/outbound';
import type { z } from 'zod';

import { parseMessage, readMessage, sttFailure } from '../common/provider-failure';
import type { Final } from '../common/recognition';
import type { RequestForm } from './request-form';
import { transcriptEvent, type transcriptSegment, wholeTranscript } from './transcription.schema';

/** A transcript of ten minutes is some ten kilobytes. */
const MAX_BODY_CHARACTERS = 1_000_000;

/**
 * Reads an answer whose kind its first character tells: JSON, server-sent events, or bare text where that was asked
 * for. Content types are not to be trusted: servers stream as text/plain, and answer JSON to a request for a stream.
 *
 * `provider` is whom an error names, and `onText` hears the whole text so far after each event. An event that is unknown or cannot be read is skipped.
 * @throws ProviderError of category `protocol` for anything else, `connectivity` for a stream that was cut off.
 */
export async function readTranscription(
  body: AsyncIterable<Uint8Array>,
  format: RequestForm['format'],
  provider: string,
  onText: (text: string) => void,
): Promise<Final> {
  const decoder = new TextDecoder();
  const events = new EventTranscript(provider, onText);
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY_CHARACTERS) {
      throw sttFailure(provider, 'protocol', 'the answer does not end');
    }
    if (format !== 'text' && isEventStream(text)) text = events.takeLines(text);
  }
  text += decoder.decode();
  if (format === 'text') return bareText(text, provider);
  if (events.hasBegun || isEventStream(text)) {
    events.takeLines(`${text}\n`);
    return events.final();
  }
  return finalOf(parseMessage(wholeTranscript, text, provider));
}

/** Servers that were asked for text answer JSON all the same, or a web page of the proxy before them. */
function bareText(text: string, provider: string): Final {
  if (/^\s*\{/u.test(text)) return finalOf(parseMessage(wholeTranscript, text, provider));
  if (/^\s*</u.test(text)) throw sttFailure(provider, 'protocol', 'the answer is a web page');
  return { text };
}

function isEventStream(text: string): boolean {
  return /^\s*(data|event|id|retry)?:/u.test(text);
}

function finalOf(transcript: z.infer<typeof wholeTranscript>): Final {
  const segments = transcript.segments ?? [];
  const confidence = confidenceOf(segments);
  // OpenAI names languages ("english"); only codes are of use.
  const language = /^[a-z]{2,3}(-|$)/iu.exec(transcript.language ?? '')?.input;
  return {
    text: (transcript.text ?? segments.map(({ text }) => text ?? '').join(' ')).trim(),
    ...(confidence === undefined ? {} : { confidence }),
    ...(language === undefined ? {} : { language }),
  };
}

/** The mean probability of a token, over all segments, by their length. */
function confidenceOf(segments: readonly z.infer<typeof transcriptSegment>[]): number | undefined {
  let weighed = 0;
  let lengthS = 0;
  for (const { start, end, avg_logprob: logProbability } of segments) {
    if (logProbability == null) continue;
    const weight = Math.max(0.01, (end ?? 0) - (start ?? 0));
    weighed += logProbability * weight;
    lengthS += weight;
  }
  return lengthS === 0 ? undefined : Math.min(1, Math.exp(weighed / lengthS));
}

/** Puts a transcript together from server-sent events. */
class EventTranscript {
  #text = '';
  #isTyped = false;
  #hasEnded = false;
  #done: Final | undefined;
  hasBegun = false;
  readonly #skipped: SkippedMessages;

  constructor(
    private readonly provider: string,
    private readonly onText: (text: string) => void,
  ) {
    this.#skipped = new SkippedMessages('stt', provider);
  }

  /** Takes whole lines; gives back the one that is not complete yet. */
  takeLines(text: string): string {
    this.hasBegun = true;
    const lines = text.split(/\r\n|\n|\r/u);
    const rest = lines.pop() as string;
    for (const line of lines) {
      const data = /^\s*data: ?(.*)$/u.exec(line)?.[1]?.trim();
      if (data === '[DONE]') this.#hasEnded = true;
      else if (data !== undefined && data !== '') this.#onEvent(data);
    }
    return rest;
  }

  final(): Final {
    if (this.#done !== undefined) return this.#done;
    if (this.#skipped.isAllUnreadable) throw this.#skipped.failure();
    // Bare segments have no last event; OpenAI's do.
    if (this.#isTyped && !this.#hasEnded)
      throw sttFailure(this.provider, 'connectivity', 'the answer was cut off');
    return { text: this.#text };
  }

  #onEvent(data: string): void {
    const event = readMessage(transcriptEvent, data, this.#skipped);
    if (event === undefined) return;
    if (event.error !== undefined && event.error !== null) {
      throw sttFailure(this.provider, 'server', 'transcription failed', { cause: event.error });
    }
    if (event.type === 'transcript.text.done') {
      const whole = readMessage(wholeTranscript, data, this.#skipped);
      this.#hasEnded = true;
      if (whole === undefined) return;
      this.#skipped.used();
      this.#done = finalOf(whole);
    } else if (event.type === 'transcript.text.delta') {
      this.#isTyped = true;
      this.#skipped.used();
      this.#show(this.#text + (event.delta ?? ''));
    } else if (event.type == null && event.text != null) {
      this.#skipped.used();
      this.#show(`${this.#text} ${event.text.trim()}`);
    } else this.#skipped.unknown();
  }

  #show(text: string): void {
    this.#text = text.trimStart();
    if (this.#text.trim() !== '') this.onText(this.#text.trim());
  }
}
