import { loadavg } from 'node:os';

import { openBrowser } from '../../e2e/support/browser';
import { documentTable } from '../document';
import { percentile, printTable } from '../report';
import { FullServer, type Known } from './full-server';
import { type Options, readOptions, USAGE } from './options';
import { visit } from './visit';

const HEAD = [
  'page',
  'requests',
  'slowest request',
  'its p50 / p95 ms',
  'longest task while scrolling, ms',
  'rows in the document',
];
const WIDTH = 1280;
const HEIGHT = 860;
/** Rounds after which what is asked often is compiled and cached. */
const WARM_RUNS = 5;

const pathsOf = ({ sessionId, turnId, userId, agentId, groupId }: Known): readonly string[] => [
  '/',
  '/conversations',
  '/conversations?q=aaaab',
  '/conversations?user=user-17',
  '/conversations?from=2026-11-01&to=2026-11-10',
  `/conversations/${sessionId}`,
  `/turns/${turnId}`,
  '/agents',
  `/agents/${agentId}`,
  '/providers',
  '/tools',
  '/mcp-servers',
  '/now',
  '/figures',
  '/health',
  '/settings',
  '/people',
  `/people/${userId}`,
  '/groups',
  `/groups/${groupId}`,
  '/keys',
  '/audit',
  '/guide',
  '/account',
];

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const full = await FullServer.open(options);
  const rows: string[][] = [];
  try {
    for (const path of pathsOf(full.known)) {
      rows.push(await measured(path, full, options));
      process.stderr.write(`${rows.at(-1)?.join('  ')}\n`);
    }
  } finally {
    await full.close();
  }
  printTable(HEAD, rows);
  const { sessions, messages, live, runs } = options;
  const [stored, said] = [sessions, messages].map((count) => count.toLocaleString('en'));
  const conditions = `${stored} stored sessions with ${said} messages, ${live} that go on, each request asked ${runs} times`;
  process.stdout.write(`${conditions}; load ${loadavg()[0]?.toFixed(1)}\n`);
  if (options.documents) await documentTable('bench:pages', HEAD, rows, conditions);
}

async function measured(path: string, { server }: FullServer, options: Options): Promise<string[]> {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT } });
    const page = await context.newPage();
    const { asked, longestTaskMs, rows } = await visit(page, `${server.url}/#${path}`);
    await browser.close();
    let slowest = { name: '–', p50: 0, p95: 0 };
    for (const url of asked) {
      const times = await timesOf(url, options.runs);
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      if (p95 > slowest.p95) slowest = { name: nameOf(url), p50, p95 };
    }
    return [
      path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/u, ':id'),
      String(asked.length),
      slowest.name,
      `${slowest.p50.toFixed(1)} / ${slowest.p95.toFixed(1)}`,
      longestTaskMs === 0 ? 'below 50' : longestTaskMs.toFixed(0),
      String(rows),
    ];
  } finally {
    await browser.close();
  }
}

async function timesOf(url: string, runs: number): Promise<number[]> {
  const times: number[] = [];
  for (let run = -WARM_RUNS; run < runs; run += 1) {
    const beganMs = performance.now();
    await (await fetch(url)).arrayBuffer();
    if (run >= 0) times.push(performance.now() - beganMs);
  }
  return times;
}

function nameOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const names = [...searchParams.keys()].filter((name) => name !== 'limit').join('&');
  const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, ':id');
  return `\`${names === '' ? path : `${path}?${names}`}\``;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const isUsage = error instanceof Error && /^--|option/iu.test(error.message);
    process.stderr.write(
      isUsage ? `${error.message}\n${USAGE}` : `${(error as Error).stack ?? String(error)}\n`,
    );
    process.exit(isUsage ? 2 : 1);
  },
);
