import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { CellRequest, IdleResult, JoinResult, TimedResult } from './cell-result';

/** Runs one cell in a child process, which ends with this one. @throws when it ends without a result. */
export async function runCell(
  request: CellRequest & { readonly kind: 'idle' },
): Promise<IdleResult>;
export async function runCell(
  request: CellRequest & { readonly kind: 'joins' },
): Promise<JoinResult>;
export async function runCell(
  request: CellRequest & { readonly kind: 'loop' | 'harness' },
): Promise<TimedResult>;
export async function runCell(
  request: CellRequest,
): Promise<IdleResult | JoinResult | TimedResult> {
  const child = fork(join(__dirname, 'cell.js'), [JSON.stringify(request)], {
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  let result: IdleResult | JoinResult | TimedResult | undefined;
  child.once('message', (message) => {
    result = message as IdleResult | JoinResult | TimedResult;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || result === undefined) {
    throw new Error(`The run with ${request.sessions} sessions ended with ${code ?? 'a signal'}.`);
  }
  return result;
}
