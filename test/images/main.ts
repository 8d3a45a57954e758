import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { answerOf } from '@vox/api-client';
import { OpenAiChatStandIn } from '@vox/stand-ins';
import type { Browser } from 'playwright-core';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { openBrowser } from '../e2e/support/browser';
import { ServerProcess } from '../e2e/support/server-process';
import { eventually } from '../support/eventually';
import { showPeople } from './people';
import { DESK, FOLDER, opened, PHONE, REST_MS, shot, showPage, sideBySide } from './shots';
import { show } from './shown';

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
      mcp: '/mcp-servers',
      'new-agent': '/agents/new',
      'new-mcp-server': '/mcp-servers/new',
      'new-server': '/providers/llm/new',
      'new-tool': '/tools/new',
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
      await showPage(browser, name, { url: `${server.url}/#${path}` });
    }
    if (wanted.length === 0 || wanted.includes('turn.png')) {
      await writeFile(
        join(FOLDER, 'turn.png'),
        await shot(browser, { url: `${server.url}/#${pages['turn']}` }, DESK, 'light'),
      );
    }
    await talker.close();
    await call(browser, server, wanted);
    await showPeople(browser, wanted);
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
    const page = await opened(browser, { url: `${server.url}/#/` }, width, scheme);
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
  shots.push(await shot(browser, { url: `${server.url}/#/conversations` }, PHONE, 'dark'));
  await writeFile(join(FOLDER, 'phone.png'), await sideBySide(browser, shots, 1));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    process.exit(1);
  },
);
