import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { answerOf } from '@vox/api-client';
import { OpenAiChatStandIn } from '@vox/stand-ins';
import type { Browser, Page } from 'playwright-core';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { openBrowser } from '../e2e/support/browser';
import { ServerProcess } from '../e2e/support/server-process';
import { eventually } from '../support/eventually';
import { show } from './shown';

const FOLDER = join(__dirname, '..', '..', 'docs', 'images');
const HEIGHT = 844;
const [PHONE, DESK] = [390, 1280];
/** As they stand beside each other in the images of pages. */
const LOOKS = [
  [PHONE, 'light'],
  [PHONE, 'dark'],
  [DESK, 'light'],
  [DESK, 'dark'],
] as const;
/** What moves has come to rest, and what is asked for has come. */
const REST_MS = 1500;

const REPLY =
  'The kitchen is open until ten. I keep you a table by the window, and a chair for the cello.';

async function main(): Promise<void> {
  const model = await OpenAiChatStandIn.start({ reply: () => REPLY });
  const server = await ServerProcess.start({
    env: { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1', MAX_SESSIONS: '40' },
  });
  const browser = await openBrowser();
  try {
    const { agentId, toolId } = await show(server.api, model.url);
    const talker = await VoiceSocketClient.connect(server.socketUrl);
    const { session_id: sessionId } = await talker.start({ user_id: 'ann', agent_id: agentId });
    talker.send({
      event: 'text_message',
      data: { text: 'Is the kitchen still open? We are four, and a cello.' },
    });
    await talker.waitFor('turn_complete', { timeoutMs: 120_000 });
    const params = { path: { id: sessionId } };
    const [turn] = await eventually(
      async () => answerOf(await server.api.GET('/api/sessions/{id}/turns', { params })),
      (turns) => turns.length > 0,
    );
    const pages: Readonly<Record<string, string>> = {
      agents: '/agents',
      agent: `/agents/${agentId}`,
      conversation: `/conversations/${sessionId}`,
      conversations: '/conversations',
      figures: '/figures',
      guide: '/guide',
      health: '/health',
      keys: '/keys',
      mcp: '/mcp-servers',
      now: '/now',
      people: '/people',
      record: '/audit',
      servers: '/providers',
      settings: '/settings',
      talk: '/',
      tool: `/tools/${toolId}`,
      tools: '/tools',
      turn: `/turns/${turn?.id}`,
    };
    const wanted = process.argv.slice(2);
    for (const [name, path] of Object.entries(pages)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const shots = [];
      for (const [width, scheme] of LOOKS)
        shots.push(await shot(browser, `${server.url}/#${path}`, width, scheme));
      await writeFile(join(FOLDER, 'pages', `${name}.png`), await sideBySide(browser, shots));
      process.stderr.write(`${name}\n`);
    }
    if (wanted.length === 0 || wanted.includes('turn.png')) {
      await writeFile(
        join(FOLDER, 'turn.png'),
        await shot(browser, `${server.url}/#${pages['turn']}`, DESK, 'light'),
      );
    }
    await talker.close();
    await call(browser, server, wanted);
  } finally {
    await browser.close();
    await server.dispose();
    await model.close();
  }
}

/** Talk while the agent speaks, on a desk and beside the conversations on a phone. */
async function call(
  browser: Browser,
  server: ServerProcess,
  wanted: readonly string[],
): Promise<void> {
  if (wanted.length > 0 && !wanted.includes('page.png')) return;
  const talking = async (width: number, scheme: 'light' | 'dark') => {
    const page = await opened(browser, `${server.url}/#/`, width, scheme);
    await page.getByTestId('talk-button').click();
    await page.getByTestId('agent-state').and(page.locator('[data-state="listening"]')).waitFor();
    await page.getByTestId('text-input').fill('Is the kitchen still open?');
    await page.getByTestId('text-send').click();
    await page.getByTestId('agent-state').and(page.locator('[data-state="speaking"]')).waitFor();
    await sleep(REST_MS);
    return page;
  };
  const desk = await talking(DESK, 'light');
  await writeFile(join(FOLDER, 'page.png'), await desk.screenshot());
  await desk.context().close();
  const phone = await talking(PHONE, 'dark');
  const shots = [await phone.screenshot()];
  await phone.context().close();
  shots.push(await shot(browser, `${server.url}/#/conversations`, PHONE, 'dark'));
  await writeFile(join(FOLDER, 'phone.png'), await sideBySide(browser, shots, 1));
}

async function opened(
  browser: Browser,
  url: string,
  width: number,
  colorScheme: 'light' | 'dark',
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    locale: 'en-GB',
    colorScheme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('main h1').first().waitFor();
  return page;
}

async function shot(
  browser: Browser,
  url: string,
  width: number,
  scheme: 'light' | 'dark',
): Promise<Buffer> {
  const page = await opened(browser, url, width, scheme);
  await sleep(REST_MS);
  const taken = await page.screenshot();
  await page.context().close();
  return taken;
}

/** In one image, each at `scale` of its size. */
async function sideBySide(
  browser: Browser,
  shots: readonly Buffer[],
  scale = 0.5,
): Promise<Buffer> {
  const page = await browser.newPage();
  const images = shots.map(
    (taken) =>
      `<img src="data:image/png;base64,${taken.toString('base64')}" style="height:${HEIGHT * scale}px">`,
  );
  await page.setContent(`<body style="margin:0;display:inline-flex">${images.join('')}</body>`);
  const taken = await page.locator('body').screenshot();
  await page.close();
  return taken;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    process.exit(1);
  },
);
