import type { LiveEvent, ServerEvent } from '@vox/protocol';

import type { ConversationAction } from '../../voice/conversation';

/** Events of the stream that mean the same to a conversation as those of the call itself. */
export function actionOf(event: LiveEvent): ConversationAction | null {
  switch (event.event) {
    case 'speaker_started':
      return toAction({ event: 'speech_started', data: event.data });
    case 'speaker_stopped':
      return toAction({ event: 'speech_stopped', data: event.data });
    case 'partial_transcript':
    case 'final_transcript':
    case 'ai_response_start':
    case 'ai_response_chunk':
    case 'ai_response_complete':
    case 'turn_complete':
      return toAction(event);
    case 'session_ended':
      return { type: 'connection-closed' };
    default:
      return null;
  }
}

function toAction(event: { readonly event: string; readonly data: object }): ConversationAction {
  return { type: 'server-event', event: event as ServerEvent };
}
