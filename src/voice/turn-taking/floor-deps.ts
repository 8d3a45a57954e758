import type { TurnEnd } from '@vox/voice-core';

import type { TurnDeps } from '../turn/turn-deps';

export type FloorDeps = TurnDeps & {
  /** Stores what was said; called before the turn's end is told. */
  readonly remember: (end: TurnEnd) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** The first sound of an answer is heard. */
  readonly onSpeaking: () => void;
  /** An answer was heard to its end, or cut off. */
  readonly onAnswered: () => void;
  /** Nobody holds the floor any more. */
  readonly onFree: () => void;
};
