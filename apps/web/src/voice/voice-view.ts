import type { Engines } from '@vox/protocol';

import { type AudioDevices, noDevices } from './audio-devices';
import type { BrowserMemory } from './browser-memory';
import { type Conversation, emptyConversation, type SharedWith } from './conversation';
import type { Problem } from './problem';
import type { FoundEngine } from './server-info';

/** Where the call is. `error` means that it could not start or go on; smaller problems leave it `live`. */
export type Phase = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'ended' | 'error';

export type MicrophoneState = 'off' | 'live' | 'muted';

/** Who is logged in in this browser. */
export type Account = { readonly name: string };

/** Everything the page shows, replaced as a whole whenever something changes. */
export type VoiceView = {
  readonly phase: Phase;
  readonly conversation: Conversation;
  readonly problem: Problem | null;
  readonly sessionId: string | null;
  readonly microphone: MicrophoneState;
  /** Heard only while something is held down; else hands-free. */
  readonly isPushToTalk: boolean;
  readonly microphoneId: string | null;
  readonly devices: AudioDevices;
  readonly canChooseOutput: boolean;
  readonly outputId: string;
  readonly engines: Engines | null;
  readonly foundEngines: readonly FoundEngine[];
  /** Whom the next conversation is with; null: the default agent. */
  readonly agentId: string | null;
  readonly agentName: string | null;
  /** Whom the session is shared with; null: nobody, as far as this tab knows. */
  readonly group: SharedWith | null;
  readonly version: string | null;
  /** The server lets this page ask; false until it has said so. */
  readonly isKnown: boolean;
  /** Who is logged in; null where nobody is, or need be. */
  readonly account: Account | null;
  /** Whether whoever asks may do everything; null until the server has said so. */
  readonly isAdmin: boolean | null;
  /** People log in at a provider. */
  readonly hasLogin: boolean;
  /** The page takes part in somebody's session. */
  readonly isInvited: boolean;
};

export const initialView: VoiceView = {
  phase: 'idle',
  conversation: emptyConversation,
  problem: null,
  sessionId: null,
  microphone: 'off',
  isPushToTalk: false,
  microphoneId: null,
  devices: noDevices,
  canChooseOutput: false,
  outputId: '',
  engines: null,
  foundEngines: [],
  agentId: null,
  agentName: null,
  group: null,
  version: null,
  isKnown: false,
  account: null,
  isAdmin: null,
  hasLogin: false,
  isInvited: false,
};

/** Before anything happens on the page: what the tab and the browser remember. */
export function rememberedView(memory: BrowserMemory, canChooseOutput: boolean): VoiceView {
  return {
    ...initialView,
    sessionId: memory.sessionId,
    conversation: { ...emptyConversation, lines: memory.lines },
    canChooseOutput,
    isPushToTalk: memory.isPushToTalk,
    agentId: memory.agentId,
    group: memory.group,
    isInvited: memory.invite !== null,
  };
}

/** The call runs or is about to: the button ends it. */
export function isInCall(phase: Phase): boolean {
  return phase === 'connecting' || phase === 'live' || phase === 'reconnecting';
}

/** What of a view changes as the server knows who asks, or does not: a key is asked for, or no more. Nothing does during a call. */
export function askedForKey({ phase, problem, isKnown, isInvited }: VoiceView): Partial<VoiceView> {
  if (phase !== 'idle' && phase !== 'error') return {};
  if (isKnown && problem?.code === 'unauthorized') return { phase: 'idle', problem: null };
  const isWanted = !isKnown && !isInvited && problem === null;
  return isWanted ? { problem: { code: 'unauthorized', detail: '' } } : {};
}
