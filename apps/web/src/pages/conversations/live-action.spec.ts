import type { LiveEvent } from '@vox/protocol';

import { emptyConversation } from '../../voice/conversation';
import { reduceConversation } from '../../voice/conversation-reducer';
import { actionOf } from './live-action';

const session_id = '11111111-1111-4111-8111-111111111111';
const turn_id = '22222222-2222-4222-8222-222222222222';
const whose = { session_id, user_id: 'ann', channel: 'websocket' } as const;
const told = (event: string, data: object = {}) =>
  ({ event, data: { ...whose, ...data }, seq: 1, at: '2026-11-30T10:00:00.000Z' }) as LiveEvent;
const start = () => told('ai_response_start', { turn_id });
const chunk = (text: string) => told('ai_response_chunk', { turn_id, text });

function after(...events: readonly LiveEvent[]) {
  return events.reduce((conversation, event) => {
    const action = actionOf(event);
    return action === null ? conversation : reduceConversation(conversation, action);
  }, emptyConversation);
}

describe(actionOf.name, () => {
  it('shows an answer that is begun anew in the place of the one before', () => {
    const begun = [start(), chunk('Sure.'), chunk(' I')];
    expect(after(...begun).lines).toMatchObject([{ speaker: 'agent', text: 'Sure. I' }]);
    const { lines } = after(...begun, start(), chunk('Of course.'));
    expect(lines).toMatchObject([{ speaker: 'agent', turnId: turn_id, text: 'Of course.' }]);
  });

  it('means who speaks as the call does, and nothing by what the conversation does not show', () => {
    expect(after(told('speaker_started')).isUserSpeaking).toBe(true);
    expect(after(told('speaker_started'), told('speaker_stopped')).isUserSpeaking).toBe(false);
    expect(actionOf(told('user_interruption', { turn_id }))).toBeNull();
    expect(actionOf(told('session_ended'))).toEqual({ type: 'connection-closed' });
  });
});
