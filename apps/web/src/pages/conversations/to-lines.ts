import type { Line } from '../../voice/conversation';
import type { Message } from './sessions';

/** Stored messages as Talk shows what was just said. */
export function toLines(messages: readonly Message[]): readonly Line[] {
  return messages.map((message) => {
    const { id, turn_id: turnId, content: text } = message;
    if (message.role === 'user') {
      const key = `stored-${id}`;
      return { speaker: 'user', key, turnId, text, isFinal: true, isTyped: false, by: null };
    }
    const { outcome, latency } = message;
    const key = `agent-${turnId}`;
    return { speaker: 'agent', key, turnId, text, isAudible: false, outcome, latency, agent: null };
  });
}
