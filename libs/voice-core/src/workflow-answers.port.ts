/**
 * What came of a workflow that was run: words for whoever reads it; nothing; that it goes on and says no more of itself; or that it
 * failed, whatever its status was.
 */
export type WorkflowAnswer =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'nothing' | 'started' | 'failed' };

/** Reads what workflows answer, in whichever of their forms. */
export abstract class WorkflowAnswers {
  /** @param request What it was sent: what it merely gives back is nothing. */
  abstract read(body: string, request: Readonly<Record<string, unknown>>): Promise<WorkflowAnswer>;
}
