import type { ShellKey } from '../i18n/en/shell';
import type { Values } from '../i18n/message';
import type { VoiceView } from './voice-view';

/** What the page says is going on: the keys of two texts, and the values of the second. */
export type AgentStatus = {
  readonly state:
    | 'idle'
    | 'connecting'
    | 'reconnecting'
    | 'listening'
    | 'thinking'
    | 'speaking'
    | 'ended'
    | 'error';
  readonly title: ShellKey;
  readonly hint: ShellKey;
  readonly values?: Values;
};

type Seen = Pick<VoiceView, 'phase' | 'conversation' | 'microphone' | 'sessionId'> &
  Partial<Pick<VoiceView, 'isInvited' | 'isPushToTalk'>>;

export function describeAgent(seen: Seen): AgentStatus {
  const { phase, sessionId, isInvited = false } = seen;
  switch (phase) {
    case 'idle': {
      const title = isInvited ? 'state.invited' : sessionId === null ? 'state.ready' : 'state.back';
      return { state: 'idle', title, hint: `${title}.hint` };
    }
    case 'connecting':
    case 'reconnecting':
    case 'ended':
    case 'error':
      return { state: phase, title: `state.${phase}`, hint: `state.${phase}.hint` };
    case 'live':
      return describeLive(seen);
  }
}

function describeLive(seen: Seen): AgentStatus {
  const { conversation, microphone } = seen;
  switch (conversation.agentState) {
    case 'thinking':
      return { state: 'thinking', title: 'state.thinking', hint: 'state.thinking.hint' };
    case 'speaking': {
      const isHeard = microphone === 'live';
      const hint = isHeard ? 'state.speaking.hint' : 'state.speaking.hint_unheard';
      return { state: 'speaking', title: 'state.speaking', hint };
    }
    case 'listening':
      if (conversation.isAgentMuted) {
        return { state: 'listening', title: 'state.agent_muted', hint: 'state.agent_muted.hint' };
      }
      return { state: 'listening', title: 'state.listening', ...listeningHint(seen) };
  }
}

function listeningHint(seen: Seen): Pick<AgentStatus, 'hint' | 'values'> {
  const { conversation, microphone, isPushToTalk = false } = seen;
  const [other, another] = conversation.othersSpeaking;
  if (another !== undefined) return { hint: 'state.listening.several' };
  if (other !== undefined) return { hint: 'state.listening.other', values: { name: other.name } };
  if (microphone === 'muted') {
    return { hint: isPushToTalk ? 'state.listening.hold' : 'state.listening.muted' };
  }
  if (microphone === 'off') return { hint: 'state.listening.off' };
  return { hint: conversation.isUserSpeaking ? 'state.listening.hears' : 'state.listening.hint' };
}
