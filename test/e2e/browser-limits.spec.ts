import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeWav } from '@vox/audio';
import { OpenAiChatStandIn } from '@vox/stand-ins';
import type { Browser } from 'playwright-core';

import { untilCountsAgree } from '../support/counted-costs';
import { joinAudio, recordedPcm } from '../support/recordings';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { ServerProcess } from './support/server-process';

/** Long words: few of them are many tokens. */
const SENTENCE = 'is extraordinarily uncharacteristically incomprehensible.';
const ANSWER = Array.from({ length: 25 }, (_, n) => `Number ${n} ${SENTENCE}`).join(' ');

/** Some answers that are begun ahead of time and given up, and half of the one that is said. */
const CAP = '250';

/** Slower than anybody changes their mind: what is begun ahead of time has no word yet when it is given up. */
const PACE_MS = 300;
/** At most: where an answer is cut off, the model may have sent one that the server hears no more. */
const TOKENS_OF_A_WORD = 6;

/** For the answer and the notice, on a busy machine too; then the person goes on, again and again. */
const SILENCE_MS = 50_000;

describe('A limit to what somebody in a browser may spend', () => {
  let model: OpenAiChatStandIn;
  let server: ServerProcess;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxbridge-limit-'));
    const microphoneWav = join(folder, 'microphone.wav');
    const first = recordedPcm('check-number-dial-again.wav', 48_000);
    const second = recordedPcm('confbridge-removed.wav', 48_000);
    const speech = joinAudio(48_000, 1500, first, SILENCE_MS, second, 3000, second, 20_000);
    await writeFile(microphoneWav, writeWav(speech, 48_000));
    model = await OpenAiChatStandIn.start({
      reply: () => ANSWER,
      paceMs: PACE_MS,
      usage: 'billed',
    });
    const env = {
      LLM_PROVIDER: 'local',
      LOCAL_LLM_BASE_URL: model.url,
      LOCAL_LLM_MODEL: 'tiny',
      CAP_SESSION_TOKENS: CAP,
    };
    [server, browser] = await Promise.all([
      ServerProcess.start({ env }),
      openBrowser({ microphoneWav }),
    ]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
    await model?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends the answer with its sentence, is said, and then told to who goes on; counts agree to the token', async () => {
    const conversation = await ConversationPage.open(await newContext(browser), server.url);
    await conversation.start();
    const [answer, notice] = await conversation.waitForTurns(2);
    expect(answer?.outcome).toBe('interrupted');
    expect(answer?.agent).toMatch(/^Number 0 is extraordinarily .*\.$/u);
    expect(notice).toMatchObject({
      outcome: 'completed',
      agent: expect.stringMatching(/^The limit for this conversation is reached/u) as unknown,
    });
    const asked = model.bills.length;
    await conversation.page
      .locator('[data-testid="error-banner"][data-code="cap_reached"]')
      .waitFor({
        timeout: 100_000,
      });
    expect(model.bills).toHaveLength(asked);
    await untilCountsAgree(server, model.bills, TOKENS_OF_A_WORD);
  }, 180_000);
});
