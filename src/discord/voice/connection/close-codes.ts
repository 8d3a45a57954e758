/**
 * Voice gateway closes after which coming back is of no use, and what they mean. Others are worth another try;
 * 4014 (moved or disconnected) waits for what follows.
 *
 * @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#voice-voice-close-event-codes
 */
const FINAL: Readonly<Record<number, string>> = {
  4012: 'unknown-protocol',
  4016: 'unknown-encryption',
  4017: 'encryption-required',
  4020: 'bad-request',
  4021: 'rate-limited',
  4022: 'call-ended',
};

export function closeReason(code: number): string | undefined {
  return FINAL[code];
}
