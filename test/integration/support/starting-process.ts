/** A program that starts another, says its pid, and ends only when it is killed. */
import { spawnNode } from '../../support/spawn-node';

const child = spawnNode(['-e', `setInterval(() => undefined, 1000);`], { env: process.env });
process.stdout.write(`started ${child.pid}\n`);
