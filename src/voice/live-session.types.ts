import type {
  Clock,
  Conversations,
  EndOfTurnDetector,
  LanguageModel,
  SpeechRecognizer,
  SpeechSynthesizer,
  VoiceActivityDetector,
  VoiceEvent,
} from '@vox/voice-core';

import type { BargeInOptions } from './barge-in';
import type { OnFailure } from './failure';

export type LiveSessionRooms = {
  readonly stt: SpeechRecognizer;
  readonly vad: VoiceActivityDetector;
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  /** Judges by the words whether the user is done; silence alone decides when absent. */
  readonly endOfTurn?: EndOfTurnDetector;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly emit: (event: VoiceEvent) => void;
  /** Told of what somebody is told of: an answer or an utterance that failed. */
  readonly onFailure: OnFailure;
  /** Told of what is our own fault and nobody else is told of; the session goes on. */
  readonly onError: (error: unknown) => void;
};

export type LiveSessionOptions = {
  /** Silence that ends an utterance, for agents that set none. */
  readonly silenceThresholdMs: number;
  readonly maxSpeakingTimeMs: number;
  /** `strategy`: for agents that set none. */
  readonly bargeIn: BargeInOptions;
  /** Begin to answer while the silence is not long enough to be sure. */
  readonly speculates: boolean;
};
