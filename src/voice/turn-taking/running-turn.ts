import type { childController } from '@vox/voice-core';

import type { PreparedReply } from '../turn/reply';
import type { TurnControl } from '../turn/turn-control';
import type { TurnRequest } from '../turn/turn-request';

/** What stops the work on a reply; `release` once, when that is over. */
type Work = ReturnType<typeof childController>;

/** A reply that is prepared while the user may go on: nobody knows of it. */
export type Speculation = {
  readonly status: 'speculative';
  readonly request: TurnRequest;
  readonly work: Work;
  /** Undefined when it was dropped before its preparation began. */
  readonly reply: Promise<PreparedReply | undefined>;
  /** Resolves when it was dropped, or has become an answer. */
  readonly over: PromiseWithResolvers<void>;
};

/** A reply that is performed. */
export type Answer = {
  /** `withdrawn`: by `withdraw`; nothing more is told of it. */
  status: 'thinking' | 'speaking' | 'withdrawn';
  request: TurnRequest;
  readonly work: Work;
  readonly control: TurnControl;
  done: Promise<void>;
};
