import { existsSync } from 'node:fs';

import { step } from './progress.mjs';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** Whether system packages come from apt here. */
export const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

async function missingPackages(names) {
  const installed = await run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n']);
  const present = new Set(
    installed
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !present.has(name));
}

const aptOptions = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];

/**
 * Installs the Debian packages that are missing; root only, others are told the command.
 * @param {string[]} names
 * @param {string} purpose ends the sentence "needed ..." in what the user reads
 * @param {string} usually how long the installation takes
 * @throws SetupError that names the command to run, or what there is to do on another system.
 */
export async function ensureSystemPackages(names, purpose, usually) {
  if (!isDebian()) {
    throw new SetupError(
      `Needed ${purpose}: ${names.join(' ')} (Debian package names). Install them by hand.`,
    );
  }
  const missing = await missingPackages(names);
  if (missing.length === 0) return;
  if (process.getuid() !== 0) {
    throw new SetupError(
      `System packages are needed ${purpose}. Run this, then start again: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`,
    );
  }
  await step(`Installing ${missing.length} system packages ${purpose}`, usually, async (note) => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', ...aptOptions], { env, onLine: note });
    await run('apt-get', ['install', ...aptOptions, '--no-install-recommends', ...missing], {
      env,
      onLine: note,
    });
  });
}
