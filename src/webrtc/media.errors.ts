/** Media cannot flow, or no longer: the client is told `media_failed` and may join again. */
export class MediaFailedError extends Error {
  override readonly name = 'MediaFailedError';
}
