import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

import { inProject } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

const minimum = [24, 9];
const bundledNode = inProject('node_modules/.bin/node');

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
}

function bundledVersion() {
  const { stdout } = spawnSync(bundledNode, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return stdout?.trim();
}

/**
 * The Node that runs everything after the dependencies are there: this one when it is new enough, else the
 * one that the dependencies brought.
 * @returns {string} path of the executable
 * @throws SetupError when there is neither.
 */
export function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const version = bundledVersion();
  if (version && isNewEnough(version)) return bundledNode;
  throw new SetupError(
    `Node ${minimum.join('.')} or newer is needed and npm has none for ${process.platform}-${process.arch}; this is ${process.versions.node}. Install it from https://nodejs.org and start again.`,
  );
}

/** Environment for child processes, with the checkout's tools and its Node first in PATH. */
export const toolEnvironment = () => ({
  PATH: `${inProject('node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
});
