import path from 'node:path';

import { eventually } from '../support/eventually';
import { isAlive } from '../support/is-alive';
import { spawnTypeScript } from './support/spawn-typescript';

describe('a server of a test or of a bench', () => {
  it('ends with who started it, also where that is killed', async () => {
    const program = path.join(__dirname, 'support', 'starting-process.ts');
    const starter = spawnTypeScript(program);
    const pid = Number((await starter.waitFor(/started (\d+)/u))[1]);
    expect(isAlive(pid)).toBe(true);
    starter.child.kill('SIGKILL');
    await starter.exit;
    await eventually(
      () => isAlive(pid),
      (isStillAlive) => !isStillAlive,
    );
  });
});
