/**
 * Whether whoever waits for a tool has given it up because its time was over, which the tool's own limit, of the same length, may not
 * have noticed yet. Any other abort says nothing of the tool: somebody spoke, or hung up.
 */
export function isTimeOver({ aborted, reason }: AbortSignal): boolean {
  // By name, as that of `AbortSignal.timeout`: one of another realm is no instance of ours.
  return aborted && (reason as Partial<Error> | undefined)?.name === 'TimeoutError';
}
