import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in the package.json above this file, in the sources as in the build. */
function readVersion(directory: string): string {
  try {
    const text = readFileSync(join(directory, 'package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch (error) {
    const parent = dirname(directory);
    if (parent === directory) throw error;
    return readVersion(parent);
  }
}

export const version = readVersion(__dirname);
