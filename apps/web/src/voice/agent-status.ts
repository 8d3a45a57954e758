import type { VoiceView } from './voice-view';

/** What the page says is going on. The same words a test or a screen reader gets. */
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
  readonly title: string;
  readonly hint: string;
};

type Seen = Pick<VoiceView, 'phase' | 'conversation' | 'microphone' | 'sessionId'> &
  Partial<Pick<VoiceView, 'isInvited'>>;

export function describeAgent(seen: Seen): AgentStatus {
  const { phase, conversation, microphone, sessionId, isInvited = false } = seen;
  switch (phase) {
    case 'idle':
      if (isInvited) {
        return {
          state: 'idle',
          title: 'You are invited',
          hint: 'Press the button to join the conversation: listen, type, talk.',
        };
      }
      return sessionId === null
        ? {
            state: 'idle',
            title: 'Ready to talk',
            hint: 'Press the button once, then just speak. Talk over the agent whenever you like.',
          }
        : {
            state: 'idle',
            title: 'Welcome back',
            hint: 'The agent remembers this conversation. Pick it up where you left it.',
          };
    case 'connecting':
      return { state: 'connecting', title: 'Connecting…', hint: 'Opening the line.' };
    case 'reconnecting':
      return {
        state: 'reconnecting',
        title: 'Reconnecting…',
        hint: 'The line dropped. Your conversation is kept.',
      };
    case 'ended':
      return {
        state: 'ended',
        title: 'Conversation ended',
        hint: 'Pick it up again, or start a new one.',
      };
    case 'error':
      return { state: 'error', title: 'Not connected', hint: 'See what happened below.' };
    case 'live':
      return describeLive(conversation, microphone);
  }
}

function describeLive(
  conversation: Seen['conversation'],
  microphone: Seen['microphone'],
): AgentStatus {
  switch (conversation.agentState) {
    case 'thinking':
      return { state: 'thinking', title: 'Thinking', hint: 'One moment.' };
    case 'speaking':
      return {
        state: 'speaking',
        title: 'Speaking',
        hint: microphone === 'live' ? 'Talk over it to interrupt.' : 'Press stop to interrupt.',
      };
    case 'listening':
      return {
        state: 'listening',
        title: 'Listening',
        hint: listeningHint(conversation, microphone),
      };
  }
}

function listeningHint(conversation: Seen['conversation'], microphone: Seen['microphone']): string {
  const [other, another] = conversation.othersSpeaking;
  if (another !== undefined) return 'Several people are speaking.';
  if (other !== undefined) return `${other.name} is speaking.`;
  if (microphone === 'muted') return 'You are muted. Press M to be heard again.';
  if (microphone === 'off') return 'Your microphone is off. Type, or turn it on.';
  return conversation.isUserSpeaking ? 'I hear you.' : 'Go ahead, say something.';
}
