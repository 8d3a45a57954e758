import type { Speaker, SpeechRecognizer, SpendingLimit } from '@vox/voice-core';

import type { ConversationMemory } from '../turn/conversation-memory';
import type { Addressing } from './addressing';
import type { Announcements } from './announcements';
import type { FloorDeps } from './floor-deps';
import type { LiveSettings } from './live-settings';

export type TurnTakingDeps = Omit<
  FloorDeps,
  'agent' | 'context' | 'onSpeaking' | 'onAnswered' | 'onFree'
> & {
  readonly stt: SpeechRecognizer;
  readonly memory: ConversationMemory;
  readonly addressing: Addressing;
  readonly announcements: Announcements;
  readonly settings: LiveSettings;
  /** `asked` said something that is not answered, because a limit is reached. */
  readonly onRefused: (limit: SpendingLimit, asked: readonly Speaker[]) => void;
};
