import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes `folder` and what is missing on the way to it, for every account to enter whatever our umask
 * says. Folders that exist keep their rights: they are somebody's decision.
 */
export async function makeOpenFolder(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true });
  if (firstMade === undefined) return;
  for (
    let made = path.resolve(folder);
    made.length >= firstMade.length;
    made = path.dirname(made)
  ) {
    await chmod(made, 0o755);
  }
}
