import {
  childController,
  type Clock,
  InvalidInputError,
  ProviderError,
  type ProviderErrorCategory,
  type RecognizerInput,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

import type { SttSeat } from './stt-seat';
import { UtteranceBuffer } from './utterance-buffer';

/** Long enough for a blip to be over, short enough not to be felt. */
const RETRY_DELAY_MS = 250;

export type UtteranceRouteOptions = TranscribeOptions & {
  readonly clock: Clock;
  /** What is kept of the utterance for the next engine. */
  readonly bufferLimitMs: number;
  /** Told of each failed engine, and of who is asked instead (nobody, when it was the last). */
  readonly onFailure: (error: ProviderError, next: string | undefined) => void;
};

/**
 * Transcribes one utterance with the first of `seats` that gives its final.
 *
 * The utterance is kept while it is spoken: an engine that fails before its final costs no word, since the next
 * hears it from the start. Partials of a failed engine stay until the next one's replace them; the final comes once.
 * @throws ProviderError of the last engine when none gives a final; what `input` throws.
 */
export async function* routeUtterance(
  input: AsyncIterable<RecognizerInput>,
  seats: readonly SttSeat[],
  options: UtteranceRouteOptions,
): AsyncGenerator<TranscriptPart, void, void> {
  if (options.signal.aborted) return;
  const { controller, release } = childController(options.signal);
  const buffer = new UtteranceBuffer(input, {
    limitMs: options.bufferLimitMs,
    signal: controller.signal,
  });
  let failure: ProviderError | undefined;
  try {
    for (const [index, seat] of seats.entries()) {
      for (let isRetry = false; ; isRetry = true) {
        failure = yield* ask(seat, buffer, { ...options, signal: controller.signal });
        if (failure === undefined) return;
        if (isRetry || !seat.retryOn.has(failure.category)) break;
        await options.clock.sleepUntil(options.clock.nowMs() + RETRY_DELAY_MS, controller.signal);
      }
      options.onFailure(failure, seats[index + 1]?.recognizer.info.name);
    }
    throw unavailable(failure);
  } finally {
    controller.abort('superseded');
    release();
  }
}

/** One engine's try: its parts, and why there was no final; nothing when there was, or when we gave up. */
async function* ask(
  seat: SttSeat,
  buffer: UtteranceBuffer,
  options: UtteranceRouteOptions,
): AsyncGenerator<TranscriptPart, ProviderError | undefined, void> {
  const { recognizer, breaker } = seat;
  const admission = breaker.admit();
  if (admission === undefined) {
    const reason = breaker.lastError ?? 'unknown';
    return failureOf(seat, 'connectivity', `resting after failures (${reason})`);
  }
  const { controller, release } = childController(options.signal);
  const deadline = watchDeadline(seat, buffer, options.clock, controller);
  try {
    const { language } = options;
    const parts = recognizer.transcribe(buffer, {
      ...(language === undefined ? {} : { language }),
      signal: controller.signal,
    });
    for await (const part of untilAborted(parts, controller.signal)) {
      if (part.type !== 'transcript-final') {
        yield part;
        continue;
      }
      admission.succeeded();
      yield { ...part, provider: recognizer.info.name };
      return undefined;
    }
    if (options.signal.aborted) return undefined;
    const failure = deadline.isOver
      ? failureOf(seat, 'timeout', 'no final within its time limit')
      : failureOf(seat, 'protocol', 'ended without a final');
    admission.failed(failure);
    return failure;
  } catch (error) {
    if (buffer.failure !== undefined) throw buffer.failure.error;
    if (error instanceof InvalidInputError) throw error;
    if (options.signal.aborted) return undefined;
    const failure =
      error instanceof ProviderError
        ? error
        : failureOf(seat, 'unknown', 'failed unexpectedly', error);
    admission.failed(failure);
    return failure;
  } finally {
    controller.abort('superseded');
    release();
    // The reader left in mid-stream: neither a success nor a failure.
    admission.abandoned();
  }
}

/** Gives the try up when the utterance has been over for too long. */
function watchDeadline(
  seat: SttSeat,
  buffer: UtteranceBuffer,
  clock: Clock,
  controller: AbortController,
): { isOver: boolean } {
  const deadline = { isOver: false };
  if (!Number.isFinite(seat.finalTimeoutMs)) return deadline;
  void buffer.ended.then(async () => {
    await clock.sleepUntil(clock.nowMs() + seat.finalTimeoutMs, controller.signal);
    if (controller.signal.aborted) return;
    deadline.isOver = true;
    controller.abort('superseded');
  });
  return deadline;
}

function failureOf(
  seat: SttSeat,
  category: ProviderErrorCategory,
  message: string,
  cause?: unknown,
): ProviderError {
  const provider = seat.recognizer.info.name;
  return new ProviderError(`${provider}: ${message}`, { kind: 'stt', provider, category, cause });
}

function unavailable(cause: ProviderError | undefined): ProviderError {
  return new ProviderError('Speech recognition is unavailable', {
    kind: 'stt',
    provider: cause?.provider ?? 'none',
    category: cause?.category ?? 'connectivity',
    cause,
    ...(cause?.statusCode === undefined ? {} : { statusCode: cause.statusCode }),
  });
}
