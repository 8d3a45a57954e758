import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { endWithUs } from '../lib/children.mjs';
import { inProject } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';

const PORT = 5678;
const START_MS = 120_000;
const WORKFLOWS = inProject('test/n8n/workflows');

/** Quiet, on loopback, alone with its database. */
const SETTINGS = {
  N8N_HOST: '127.0.0.1',
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_PORT: String(PORT),
  N8N_PROTOCOL: 'http',
  DB_TYPE: 'sqlite',
  N8N_ENCRYPTION_KEY: 'vox-test-key',
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_COMMUNITY_PACKAGES_ENABLED: 'false',
  N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_WHATS_NEW_ENABLED: 'false',
  N8N_MCP_ACCESS_ENABLED: 'false',
  N8N_AI_ENABLED: 'false',
  N8N_SECURE_COOKIE: 'false',
  N8N_RUNNERS_ENABLED: 'true',
};

/**
 * n8n with the workflows of test/n8n, published. Its folder is new and thrown away, unless N8N_HOME names one that is kept:
 * what is in that is not imported again.
 */
export async function startN8n(node, program) {
  const { N8N_HOME: kept } = process.env;
  const home = kept || (await mkdtemp(join(tmpdir(), 'vox-n8n-')));
  const database = join(home, '.n8n', 'database.sqlite');
  const env = {
    ...SETTINGS,
    N8N_USER_FOLDER: home,
    PATH: `${join(node, '..')}:${process.env.PATH}`,
  };
  const n8n = (...words) => run(node, [program, ...words], { env, timeoutMs: 300_000 });
  if (!existsSync(database)) {
    await n8n('import:credentials', `--input=${inProject('test/n8n/credentials.json')}`);
    await n8n('import:workflow', '--separate', `--input=${WORKFLOWS}`);
    const ids = (await readdir(WORKFLOWS)).map((name) => name.replace(/\.json$/u, ''));
    // The one of the test webhook is not: that is how it is used.
    for (const id of ids) if (id !== 'f-test') await n8n('publish:workflow', `--id=${id}`);
  }
  const child = spawn(node, [program, 'start'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  });
  endWithUs(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${PORT}`;
  await untilReady(url, child);
  return {
    url,
    /** How often a workflow was run, by n8n's own book. */
    executions: (workflow) => {
      const book = new DatabaseSync(database, { readOnly: true });
      const query = 'select count(*) as count from execution_entity where workflowId = ?';
      const { count } = book.prepare(query).get(workflow);
      book.close();
      return count;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(15_000)]);
      child.kill('SIGKILL');
      if (!kept) await rm(home, { recursive: true, force: true });
    },
  };
}

async function untilReady(url, child) {
  const endAtMs = performance.now() + START_MS;
  while (performance.now() < endAtMs && child.exitCode === null) {
    const response = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
    // Webhooks are there a moment after the database is.
    if (response?.ok) {
      const probe = await fetch(`${url}/webhook/a-json-output`, { method: 'OPTIONS' });
      if (probe.status !== 404) return;
    }
    await sleep(250);
  }
  throw new SetupError(`n8n did not get ready at ${url}: is another program on that port?`);
}
