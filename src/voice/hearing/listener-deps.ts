import type {
  AudioFrame,
  Clock,
  EndOfTurnDetector,
  EndOfTurnEvidence,
  SpeechRecognizer,
  VoiceActivityDetector,
} from '@vox/voice-core';

/** What one person is heard with. */
export type ListenerDeps = {
  readonly recognizer: SpeechRecognizer;
  readonly detector: VoiceActivityDetector;
  readonly clock: Clock;
  /** Predicts from the words whether the turn is over; silence alone decides when absent. */
  readonly endOfTurn?: EndOfTurnDetector;
  /** Whether a frame is the agent's own voice, come back. */
  readonly isEcho: (frame: AudioFrame, soundsLikeSpeech: boolean) => boolean;
  /** BCP 47: what the person speaks, where it is known. */
  readonly language: () => string | undefined;
  /** What is known of a turn whose words so far are `text`. */
  readonly evidence: (text: string) => EndOfTurnEvidence;
};
