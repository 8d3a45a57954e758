import path from 'node:path';

import { eventually } from '../support/eventually';
import { spawnTypeScript } from './support/spawn-typescript';

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a server of a test or of a bench', () => {
  it('ends with who started it, also where that is killed', async () => {
    const program = path.join(__dirname, 'support', 'starting-process.ts');
    const starter = spawnTypeScript(program);
    const pid = Number((await starter.waitFor(/started (\d+)/u))[1]);
    expect(isThere(pid)).toBe(true);
    starter.child.kill('SIGKILL');
    await starter.exit;
    await eventually(
      () => isThere(pid),
      (isStillThere) => !isStillThere,
    );
  });
});
