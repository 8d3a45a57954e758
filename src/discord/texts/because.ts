/** A reason in brackets, where there is one. It is the log's word, for who looks for it there. */
export function because(reason: string | undefined): string {
  return reason === undefined ? '' : ` (${reason})`;
}
