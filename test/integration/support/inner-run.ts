import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** As `jest.config.mjs` gives its own: Jest's five seconds are too few on a busy machine. */
const PATIENCE = { testTimeout: 120_000 };

export type InnerRun = {
  /** Jest's runtime; its own when absent. */
  readonly runtime?: string;
  readonly testEnvironment?: string;
  readonly workerGracefulExitTimeout?: number;
  /** None when absent. */
  readonly reporters?: readonly string[];
};

/** Configures a real Jest for the test files of a folder, which are the unit tests of its run. @returns the file's path. */
export async function configureInnerRun(
  folder: string,
  { runtime, testEnvironment, ...options }: InnerRun = {},
): Promise<string> {
  const config = path.join(folder, 'jest.config.json');
  const unit = { displayName: 'unit', rootDir: folder, transform: {}, runtime, testEnvironment };
  const all = { projects: [unit], reporters: [], ...PATIENCE, ...options };
  await writeFile(config, JSON.stringify(all));
  return config;
}
