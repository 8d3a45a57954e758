import type { childController } from '@vox/voice-core';

import type { PreparedReply } from '../turn/reply';
import type { TurnControl } from '../turn/turn-control';
import type { TurnRequest } from '../turn/turn-request';

/** What stops the work on a reply; `release` once, when that is over. */
type Work = ReturnType<typeof childController>;

/** What a reply is prepared for. `request` counts until the model is asked: people are forgotten until then. */
export type Preparation = { request: TurnRequest; readonly work: Work };

/** A reply that is prepared while the user may go on: nobody knows of it. */
export type Speculation = {
  readonly status: 'speculative';
  readonly preparation: Preparation;
  /** Undefined when it was dropped before its preparation began. */
  readonly reply: Promise<PreparedReply | undefined>;
  /** Resolves when it was dropped, or has become an answer. */
  readonly over: PromiseWithResolvers<void>;
};

/** A reply that is performed. */
export type Answer = {
  /** `withdrawn`: by `withdraw`; nothing more is told of it. */
  status: 'thinking' | 'speaking' | 'withdrawn';
  /** That of the speculation which it was, if it was one. */
  readonly preparation: Preparation;
  readonly control: TurnControl;
  /** Absent while it waits for the answer before it. */
  reply?: PreparedReply;
  done: Promise<void>;
};
