import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { endWithUs } from '../lib/children.mjs';
import { inProject, modelsDirectory } from '../lib/paths.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { CALLBACK_TRIALS, TRIALS } from './trials.mjs';
import { VoiceClient } from './voice-client.mjs';

/** The port that the workflows of test/n8n call back. */
const PORT = 4941;
const URL = `http://127.0.0.1:${PORT}`;
const START_MS = 120_000;
/** Trials of different workflows at a time: most of them only wait. */
const AT_ONCE = 4;

/** Runs every trial, prints the table, and tells how it went as an exit code. */
export async function runTrials(node, n8n) {
  const rows = [
    ...(await withServer(node, n8n, 'response', TRIALS)),
    ...(await withServer(node, n8n, 'callback', CALLBACK_TRIALS)),
  ];
  print(rows);
  const wrong = rows.filter(({ isRight }) => !isRight);
  process.stdout.write(
    `${rows.length - wrong.length} of ${rows.length} right; load ${loadavg()[0].toFixed(1)}\n`,
  );
  return wrong.length === 0 ? 0 : 1;
}

async function withServer(node, n8n, mode, trials) {
  const folder = await mkdtemp(join(tmpdir(), 'vox-for-n8n-'));
  // The embedded database has an account of its own where we are root.
  await chmod(folder, 0o711);
  const env = {
    PORT: String(PORT),
    HOST: '127.0.0.1',
    WEBRTC_PORT: '4995',
    DISCOVER_LOCAL_ENGINES: 'false',
    DATA_DIR: folder,
    MODELS_DIR: modelsDirectory,
    LLM_PROVIDER: 'n8n',
    N8N_WEBHOOK_URL: `${n8n.url}/webhook/a-json-output`,
    N8N_REPLY_MODE: mode,
    OUTBOUND_ALLOWED_HOSTS: new globalThis.URL(n8n.url).host,
  };
  const child = spawn(node, [inProject('dist/src/main.js')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  endWithUs(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await untilReady(child);
    return await inTurn(trials, (trial, index) => tried(n8n, trial, `${mode} ${index}`, mode));
  } finally {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(20_000)]);
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Several at a time, but never two of one workflow: its runs are counted. */
async function inTurn(trials, work) {
  const waiting = trials.map((trial, index) => ({ trial, index }));
  const running = new Set();
  const rows = [];
  const worker = async () => {
    while (waiting.length > 0) {
      const at = waiting.findIndex(({ trial }) => !running.has(trial.workflow));
      if (at === -1) {
        await sleep(100);
        continue;
      }
      const [{ trial, index }] = waiting.splice(at, 1);
      running.add(trial.workflow);
      rows[index] = await work(trial, index);
      running.delete(trial.workflow);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return rows;
}

async function tried(n8n, trial, name, mode) {
  const {
    workflow,
    path = 'webhook',
    query = '',
    userInfo = '',
    auth,
    texts = ['hello there'],
  } = trial;
  const url = `${n8n.url.replace('//', `//${userInfo}`)}/${path}/${workflow}${query}`;
  const agent = await post('/api/agents', {
    name,
    system_prompt: 'You are the test agent.',
    llm_steps: [{ provider: 'n8n' }],
    n8n_webhook_url: url,
    ...(auth === undefined ? {} : { n8n_auth: auth }),
  });
  const before = n8n.executions(workflow);
  const client = await VoiceClient.open(URL, agent.id);
  let turn;
  for (const [index, text] of texts.entries()) {
    client.ask(text);
    if (trial.interrupts && index < texts.length - 1) {
      await sleep(2000);
      client.interrupt();
    }
    turn = await client.turn();
  }
  client.close();
  const runs = n8n.executions(workflow) - before;
  const expectedRuns = trial.runs ?? texts.length;
  const said = turn.said.trim();
  const isSaid = typeof trial.said === 'string' ? said === trial.said : trial.said.test(said);
  return {
    ...trial,
    mode,
    said,
    outcome: turn.outcome,
    firstTextMs: turn.firstTextMs,
    runs,
    expectedRuns,
    isRight: isSaid && runs === expectedRuns,
  };
}

async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(URL + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

async function untilReady(child) {
  const endAtMs = performance.now() + START_MS;
  while (performance.now() < endAtMs && child.exitCode === null) {
    const response = await fetch(`${URL}/health/ready`).catch(() => undefined);
    if (response !== undefined && response.status !== 503) return;
    await sleep(250);
  }
  throw new SetupError(`VoxBridge did not get ready at ${URL}: is another program on that port?`);
}

function print(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  process.stdout.write(line(['workflow', 'mode', 'said', 'ms to first text', 'runs', 'right']));
  process.stdout.write(line(Array.from({ length: 6 }, () => '---')));
  for (const row of rows) {
    const { workflow, note, mode, said, firstTextMs, runs, expectedRuns, isRight } = row;
    const name = note === undefined ? workflow : `${workflow} (${note})`;
    const words = said.length > 60 ? `${said.slice(0, 57)}…` : said || '(nothing)';
    const ms = firstTextMs === undefined ? '–' : String(Math.round(firstTextMs));
    const count = runs === expectedRuns ? String(runs) : `${runs} (not ${expectedRuns})`;
    process.stdout.write(
      line([name, mode, words.replaceAll('|', '\\|'), ms, count, isRight ? 'yes' : 'NO']),
    );
  }
}
