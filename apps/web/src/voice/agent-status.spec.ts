import { shell } from '../i18n/en/shell';
import { describeAgent } from './agent-status';
import { emptyConversation } from './conversation';
import type { MicrophoneState } from './voice-view';

const live = (
  agentState: 'listening' | 'thinking' | 'speaking',
  microphone: MicrophoneState = 'live',
  isUserSpeaking = false,
) =>
  describeAgent({
    phase: 'live',
    conversation: { ...emptyConversation, agentState, isUserSpeaking },
    microphone,
    sessionId: null,
  });

const outside = (phase: 'idle' | 'ended' | 'reconnecting', sessionId: string | null = null) =>
  describeAgent({ phase, conversation: emptyConversation, microphone: 'off', sessionId });

describe('describeAgent', () => {
  it('names the agent’s state while a call runs', () => {
    expect(live('listening').state).toBe('listening');
    expect(live('thinking').state).toBe('thinking');
    expect(live('speaking').state).toBe('speaking');
  });

  it('says that the agent is muted, until it speaks all the same', () => {
    const muted = { ...emptyConversation, isAgentMuted: true };
    const seen = { phase: 'live', microphone: 'live', sessionId: null } as const;
    const { title } = describeAgent({ ...seen, conversation: muted });
    expect(shell[title]).toBe('The agent is muted');
    const announcing = { ...muted, agentState: 'speaking' } as const;
    expect(describeAgent({ ...seen, conversation: announcing }).state).toBe('speaking');
  });

  it('tells the user that their voice arrives', () => {
    expect(shell[live('listening', 'live', true).hint]).toBe('I hear you.');
  });

  it('tells a muted user how to be heard', () => {
    expect(shell[live('listening', 'muted', true).hint]).toContain('muted');
    expect(shell[live('listening', 'off').hint]).toContain('microphone is off');
  });

  it('offers to talk over the agent only to somebody it can hear', () => {
    expect(shell[live('speaking').hint]).toContain('Talk over it');
    expect(shell[live('speaking', 'muted').hint]).toContain('stop');
  });

  it('greets a known session differently from a new one', () => {
    expect(shell[outside('idle').title]).toBe('Ready to talk');
    expect(shell[outside('idle', 'a-session').title]).toBe('Welcome back');
  });

  it('says that a dropped line is being mended', () => {
    expect(outside('reconnecting')).toMatchObject({
      state: 'reconnecting',
      title: 'state.reconnecting',
    });
  });
});
