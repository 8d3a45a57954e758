import { createHash } from 'node:crypto';

/** Any UUID of our own would do; this one must never change, or every conversation would begin anew. */
const NAMESPACE = '5c1f6c3e-6f0c-5b0e-9d0a-0d15c02d0001';

/** The stored session of one person and one agent in a guild: the same after every rejoin and restart. */
export function personalSessionId(agentId: string, guildId: string, userId: string): string {
  return uuidV5(`personal/${agentId}/${guildId}/${userId}`);
}

/** The stored session that an agent has with a whole channel. */
export function groupSessionId(agentId: string, guildId: string, channelId: string): string {
  return uuidV5(`room/${agentId}/${guildId}/${channelId}`);
}

/** RFC 9562 §5.5. */
function uuidV5(name: string): string {
  const namespace = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
