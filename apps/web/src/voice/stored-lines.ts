import type { AgentLine, Line, UserLine } from './conversation';

/**
 * Settled lines as the tab keeps them; null where they are not this page's own. By hand: a schema library would be a third of
 * what a browser loads before a call.
 */
export function storedLines(value: unknown): readonly Line[] | null {
  if (!Array.isArray(value)) return null;
  const lines = value.map((entry: unknown) => (isRecord(entry) ? storedLine(entry) : null));
  return lines.every((line) => line !== null) ? lines : null;
}

type Fields = Readonly<Record<string, unknown>>;

function storedLine(fields: Fields): Line | null {
  const { key, text } = fields;
  if (typeof key !== 'string' || typeof text !== 'string') return null;
  if (fields['speaker'] === 'user') return userLine(fields, { key, text });
  return fields['speaker'] === 'agent' ? agentLine(fields, { key, text }) : null;
}

function userLine(fields: Fields, own: Pick<UserLine, 'key' | 'text'>): UserLine | null {
  const { turnId, isTyped, by = null } = fields;
  if (turnId !== null && typeof turnId !== 'string') return null;
  if (typeof isTyped !== 'boolean' || !(by === null || isSpeaker(by))) return null;
  return { speaker: 'user', ...own, turnId, isFinal: true, isTyped, by };
}

function agentLine(fields: Fields, own: Pick<AgentLine, 'key' | 'text'>): AgentLine | null {
  const { turnId, outcome, latency = null, agent = null } = fields;
  if (typeof turnId !== 'string' || !isOutcome(outcome)) return null;
  if (!(latency === null || isLatency(latency))) return null;
  if (agent !== null && typeof agent !== 'string') return null;
  return { speaker: 'agent', ...own, turnId, isAudible: false, outcome, latency, agent };
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isSpeaker(value: unknown): value is NonNullable<UserLine['by']> {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string';
}

function isOutcome(value: unknown): value is NonNullable<AgentLine['outcome']> {
  return value === 'completed' || value === 'interrupted' || value === 'failed';
}

function isLatency(value: unknown): value is NonNullable<AgentLine['latency']> {
  return isRecord(value) && Object.values(value).every((ms) => typeof ms === 'number');
}
