import type { Billing } from '@vox/voice-core';

/**
 * What is known of a stretch of audio. `partial` replaces the one before it of the same utterance; `final` is its
 * whole text; `silence` says that the speaker has fallen silent for as long as ends an utterance (its text is empty).
 */
export type TranscriptChunk = {
  readonly text: string;
  readonly type: 'partial' | 'final' | 'silence';
  /** 0–1, on finals of engines that give one. */
  readonly confidence?: number;
  /** Seconds of audio since the stream's first frame: where the speech (or the silence) begins. */
  readonly startTime: number;
  /** Seconds of audio since the stream's first frame: where it ends, or how far it has come. */
  readonly endTime: number;
  /** BCP 47, where the engine says it. */
  readonly language?: string;
  readonly metadata: {
    /** Counts utterances, from 0. */
    readonly utterance: number;
    /** What ended the utterance; on finals. */
    readonly endedBy?: UtteranceEndReason;
  };
};

export type UtteranceEndReason = 'silence' | 'max-speaking-time' | 'end-of-audio';

export type TranscribeStreamOptions = {
  /** Each is called just before the chunk is yielded; what it throws ends the stream. */
  readonly onPartial?: (chunk: TranscriptChunk) => void;
  readonly onFinal?: (chunk: TranscriptChunk) => void;
  readonly onSilence?: (chunk: TranscriptChunk) => void;
  /** BCP 47. */
  readonly language?: string;
  readonly billing?: Billing;
  readonly signal?: AbortSignal;
};

export type TranscribeCompleteOptions = {
  /** Adds `segments`. */
  readonly returnTimestamps?: boolean;
  /** BCP 47. */
  readonly language?: string;
  readonly billing?: Billing;
  readonly signal?: AbortSignal;
};

/** A whole recording's text. Times are seconds since its first frame. */
export type CompleteTranscript = {
  readonly text: string;
  /** The lowest of its utterances' confidences, 0–1. */
  readonly confidence?: number;
  readonly language?: string;
  readonly segments?: readonly {
    readonly text: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly confidence?: number;
  }[];
};
