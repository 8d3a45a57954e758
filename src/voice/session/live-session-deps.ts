import type {
  Clock,
  Conversations,
  EndOfTurnDetector,
  LanguageModel,
  Recollections,
  SessionRecorder,
  SpeechRecognizer,
  SpeechSynthesizer,
  SpendingLimits,
  Tools,
  VoiceActivityDetector,
  VoiceEvent,
} from '@vox/voice-core';

import type { OnFailure } from '../turn/failure';

/** What a session works with and does not own. */
export type LiveSessionDeps = {
  readonly stt: SpeechRecognizer;
  readonly vad: VoiceActivityDetector;
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  /** What agents may call; nothing when absent. */
  readonly tools?: Tools | undefined;
  /** What is known of people from before; nothing when absent. */
  readonly recollections?: Recollections | undefined;
  /** Keeps the sound, where it may; nothing is kept when absent. */
  readonly recorder?: SessionRecorder | undefined;
  /** What may be spent; anything when absent. */
  readonly limits?: SpendingLimits | undefined;
  /** Predicts from the words whether the user is done; silence alone decides when absent. */
  readonly endOfTurn?: EndOfTurnDetector;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly emit: (event: VoiceEvent) => void;
  /** Told of what somebody is told of: an answer or an utterance that failed. */
  readonly onFailure: OnFailure;
  /** Told of what is our own fault and nobody else is told of; the session goes on. */
  readonly onError: (error: unknown) => void;
  /** The agent ends the session: as if the user had hung up. */
  readonly hangUp?: () => void;
};
