import type {
  AgentConfig,
  ChatMessage,
  Clock,
  GenerateRequester,
  LanguageModel,
  Payer,
  Speaker,
  SpeechSynthesizer,
  SpendingLimit,
  VoiceEvent,
  VoiceSettings,
} from '@vox/voice-core';

import type { TurnRequest } from './turn-request';
import { speakersOf } from './user-turn';
import type { OnFailure } from './failure';
import type { Output } from '../output/output';
import type { ToolLedger } from './tools/tool-ledger';

/** What a turn is answered with. */
export type TurnDeps = {
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  readonly output: Output;
  readonly clock: Clock;
  readonly requester: Omit<GenerateRequester, 'turnId'>;
  /** On whose account what `asked` have said is answered, in the name of the agent that answers then; the session's own without them. */
  readonly payer: (asked?: readonly Speaker[]) => Payer;
  /** The limit to what may be spent on it that is reached; undefined while there is something to spend. */
  readonly limit: (asked?: readonly Speaker[]) => SpendingLimit | undefined;
  /** How the agent is set now. */
  readonly agent: () => Promise<AgentConfig>;
  /** The messages so far, system prompt first; the user's words of this turn, `said`, are added here. */
  readonly context: (said: string, asked?: readonly Speaker[]) => Promise<readonly ChatMessage[]>;
  /** What was called in the session, and may be; nothing where there are no tools. */
  readonly tools?: ToolLedger | undefined;
  /** How the session is spoken in, whatever the agent is set to. */
  readonly voice?: () => VoiceSettings;
  readonly emit: (event: VoiceEvent) => void;
  readonly onFailure: OnFailure;
};

/** `deps` of one answer: on the account of who has asked for it. */
export function forAskers<Deps extends Pick<TurnDeps, 'payer' | 'limit' | 'context'>>(
  deps: Deps,
  { messages = [] }: TurnRequest,
): Deps {
  const asked = speakersOf(messages);
  return {
    ...deps,
    payer: () => deps.payer(asked),
    limit: () => deps.limit(asked),
    context: (said) => deps.context(said, asked),
  };
}
