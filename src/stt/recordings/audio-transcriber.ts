import {
  type AudioFrame,
  childController,
  type EndpointingOptions,
  type RecognizerInput,
  type TranscribeOptions,
  type TranscriptPart,
  type VoiceActivityDetector,
} from '@vox/voice-core';

import type { TranscriptChunk, UtteranceEndReason } from './transcript-chunk';
import { type CutUtterance, UtteranceCutter } from './utterance-cutter';

export type AudioTranscriberDeps = {
  readonly detector: VoiceActivityDetector;
  readonly endpointing: EndpointingOptions;
  readonly transcribe: (
    input: AsyncIterable<RecognizerInput>,
    options: TranscribeOptions,
  ) => AsyncIterable<TranscriptPart>;
};

/**
 * Audio of any length as chunks: cuts it into utterances and transcribes one after the other, in order.
 *
 * Ends with the audio or, quietly, with the signal.
 * @throws ProviderError when no engine could transcribe an utterance.
 */
export async function* transcribeAudio(
  audio: AsyncIterable<AudioFrame>,
  deps: AudioTranscriberDeps,
  options: TranscribeOptions,
): AsyncGenerator<TranscriptChunk, void, void> {
  const activity = deps.detector.open();
  // Also lets go of the audio when the reader walks away without an abort.
  const { controller, release } = childController(options.signal);
  const { signal } = controller;
  try {
    const cutter = new UtteranceCutter(activity, deps.endpointing);
    for await (const utterance of cutter.cut(audio, signal)) {
      yield* chunksOf(utterance, deps.transcribe(utterance.input, { ...options, signal }));
      if (signal.aborted) return;
    }
  } finally {
    controller.abort('superseded');
    release();
    activity.close();
  }
}

/** One utterance's chunks; its silence comes when it is noticed, the final when it is ready. */
async function* chunksOf(
  utterance: CutUtterance,
  parts: AsyncIterable<TranscriptPart>,
): AsyncGenerator<TranscriptChunk, void, void> {
  const iterator = parts[Symbol.asyncIterator]();
  const ended = utterance.ended.then((reason) => ({ endedBy: reason }));
  let endedBy: UtteranceEndReason | undefined;
  let next = iterator.next();
  try {
    for (;;) {
      const step = endedBy === undefined ? await Promise.race([ended, next]) : await next;
      if ('endedBy' in step) {
        ({ endedBy } = step);
        if (endedBy === 'silence') yield silenceOf(utterance);
        continue;
      }
      if (step.done === true) return;
      const chunk = await chunkOf(utterance, step.value);
      if (chunk !== undefined) yield chunk;
      next = iterator.next();
    }
  } finally {
    next.catch(() => undefined);
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

async function chunkOf(
  utterance: CutUtterance,
  part: TranscriptPart,
): Promise<TranscriptChunk | undefined> {
  const startTime = utterance.startMs / 1000;
  const metadata = { utterance: utterance.index };
  switch (part.type) {
    case 'transcript-partial': {
      const endTime = utterance.heardMs / 1000;
      return { type: 'partial', text: part.text, startTime, endTime, metadata };
    }
    case 'transcript-preflight':
      return undefined;
    case 'transcript-final': {
      const { type: _, ...final } = part;
      const endTime = utterance.speechEndMs / 1000;
      const endedBy = await utterance.ended;
      return { type: 'final', ...final, startTime, endTime, metadata: { ...metadata, endedBy } };
    }
  }
}

function silenceOf(utterance: CutUtterance): TranscriptChunk {
  return {
    type: 'silence',
    text: '',
    startTime: utterance.speechEndMs / 1000,
    endTime: utterance.heardMs / 1000,
    metadata: { utterance: utterance.index },
  };
}
