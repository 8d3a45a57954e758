import type { RecognizerInput, TranscriptPart } from '@vox/voice-core';

import { UtteranceBuffer } from '../../utterance-buffer';
import { MAX_UTTERANCE_MS } from './frames';
import { type Final, type Interim, recognition } from './recognition';

/**
 * As `recognition`, for servers that hear an utterance over a connection: the input can be read from its start as often
 * as it takes, and an utterance without audio has an empty final without a server being asked.
 */
export function bufferedRecognition(
  input: AsyncIterable<RecognizerInput>,
  signal: AbortSignal,
  run: (
    utterance: UtteranceBuffer,
    emit: (part: Interim) => void,
    signal: AbortSignal,
  ) => Promise<Final>,
): AsyncGenerator<TranscriptPart, void, void> {
  return recognition(signal, async (emit, ended) => {
    const utterance = UtteranceBuffer.of(input, { limitMs: MAX_UTTERANCE_MS, signal: ended });
    return (await utterance.hasAudio(ended)) ? run(utterance, emit, ended) : { text: '' };
  });
}
