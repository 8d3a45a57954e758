import type { AudioFrame } from '@vox/voice-core';

/** What the user said between endpoints. Instants are of `Clock.nowMs`. */
export type Utterance = {
  readonly turnId: string;
  readonly text: string;
  readonly speechStartedAtMs: number;
  readonly speechEndedAtMs: number;
  readonly endpointedAtMs: number;
  readonly finalAtMs: number;
  /** How much of its sound is the user's voice. */
  readonly speechMs: number;
  /** Whose words these are, where several engines may be asked. */
  readonly sttProvider?: string;
  /** The same person has begun to speak again since: more words of theirs are to come. */
  readonly isFollowed: boolean;
};

/** What somebody speaks, in order. `end-of-utterance`: their client says that they are done. */
export type Spoken =
  { readonly type: 'audio'; readonly frame: AudioFrame } | { readonly type: 'end-of-utterance' };

/** What a listener makes of it. */
export type ListenerEvent =
  | {
      readonly type: 'speech-start';
      /** Of whose sound it is the beginning; absent where nothing comes of that utterance any more: it is told already, or lost. */
      readonly turnId?: string;
    }
  | {
      readonly type: 'speech-continue';
      /** Voice since the speaker last paused: two short sounds are not a long one. */
      readonly speechMs: number;
      readonly speechStartedAtMs: number;
    }
  | { readonly type: 'speech-end' }
  | {
      readonly type: 'transcript-partial';
      readonly turnId: string;
      readonly text: string;
      /** How much of the utterance's sound is the user's voice. */
      readonly speechMs: number;
      readonly speechStartedAtMs: number;
    }
  /** The speaker fell silent; this is what the utterance will have been unless they go on. */
  | {
      readonly type: 'transcript-preflight';
      readonly turnId: string;
      readonly text: string;
      readonly speechMs: number;
      readonly speechStartedAtMs: number;
    }
  | { readonly type: 'utterance'; readonly utterance: Utterance }
  | { readonly type: 'recognizer-failure'; readonly turnId: string; readonly error: unknown }
  | { readonly type: 'end-of-turn-failure'; readonly error: unknown };
