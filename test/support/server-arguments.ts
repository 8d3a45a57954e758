import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** The built server's main file and Node's own flags before it, as the image runs it and `npm start` does. */
export const SERVER_ARGUMENTS: readonly string[] = argumentsOfImage();

function argumentsOfImage(): readonly string[] {
  const command = /^CMD (\[.*\])$/mu.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1];
  if (command === undefined) throw new Error('the Dockerfile has no CMD in JSON');
  const [, ...words] = JSON.parse(command) as string[];
  return words.map((word) => (word.endsWith('.js') ? join(ROOT, word) : word));
}
