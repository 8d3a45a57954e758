import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeWav } from '@vox/audio';
import { OpenAiChatStandIn, StandInDiscord } from '@vox/stand-ins';
import type { Browser } from 'playwright-core';

import { eventually } from '../support/eventually';
import { joinAudio, recordedPcm } from '../support/recordings';
import { AppPage } from './support/app-page';
import { openBrowser } from './support/browser';
import { ServerProcess } from './support/server-process';

const REPLY = 'Here I am.';

/** As somebody new goes through it: from an empty database to an agent of one's own, on one's own Discord. */
describe('The first-run guide', () => {
  let folder: string;
  let server: ServerProcess;
  let browser: Browser;
  let chat: OpenAiChatStandIn;
  let discord: StandInDiscord;
  let app: AppPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxbridge-guide-'));
    const microphoneWav = join(folder, 'microphone.wav');
    const speech = joinAudio(48_000, 500, recordedPcm('check-number-dial-again.wav', 48_000), 9000);
    await writeFile(microphoneWav, writeWav(speech, 48_000));
    [discord, chat] = await Promise.all([
      StandInDiscord.start(),
      OpenAiChatStandIn.start({
        reply: () => REPLY,
        calls: () => [{ name: 'current_time', arguments: {} }],
      }),
    ]);
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, discord.caPem);
    const env = {
      OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
      DISCORD_API_URL: discord.apiUrl,
      NODE_EXTRA_CA_CERTS: caFile,
    };
    [server, browser] = await Promise.all([
      ServerProcess.start({ env, isNew: true }),
      openBrowser({ microphoneWav }),
    ]);
    app = await AppPage.open({ server, browser }, '/');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
    await Promise.all([chat?.close(), discord?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const stepIn = (step: string, state: string) =>
    app.page.locator(`[data-testid="step-${step}"][data-state="${state}"]`);

  it('is offered on Talk of a fresh server, can be hidden, and is found again', async () => {
    const { page } = app;
    expect(await app.faults(() => page.getByTestId('guide-link').waitFor())).toEqual([]);
    await page.getByRole('button', { name: 'Hide the guide' }).click();
    await page.getByTestId('guide-link').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Server' }).click();
    await page.getByRole('link', { name: 'Guide', exact: true }).click();
    await page.getByTestId('guide-shown').check();
    await page.getByRole('link', { name: 'Talk' }).click();
    await page.getByTestId('guide-link').click();
  });

  it('knows at once what is open, and that nobody else reaches the server', async () => {
    await stepIn('opening', 'done').getByText('You reach it on this machine').waitFor();
    await stepIn('agent', 'failed').waitFor();
    await stepIn('discord', 'failed').getByText('No bot has a token.').waitFor();
    await app.page.getByText('1 of 5 done').waitFor();
    expect(await app.faults(() => stepIn('opening', 'done').waitFor())).toEqual([]);
  });

  it('hears a sentence by the microphone, shows what was understood, and says it back', async () => {
    await app.page.getByTestId('check-speech').click();
    await stepIn('speech', 'checking').waitFor();
    await stepIn('speech', 'done')
      .getByText(/Understood: .*number/iu)
      .waitFor();
    await app.page.getByTestId('guide-sound').waitFor();
  });

  it('asks the model whose server was added', async () => {
    const { page } = app;
    await page.getByTestId('check-model').click();
    await stepIn('model', 'failed').getByText('Only the demo responder is there.').waitFor();
    await page.getByRole('link', { name: 'Add a model’s server' }).click();
    await page.getByTestId('field-name').fill('Attic');
    await page.getByTestId('field-base_url').fill(chat.url);
    await page.getByTestId('save').click();
    // Without being asked to.
    await page.locator('[data-testid="trial"][data-ok="true"]').waitFor();
    await page.getByTestId('to-guide').click();
    await page.getByTestId('check-model').click();
    await stepIn('model', 'done').getByText('Attic answered').waitFor();
  });

  it('has an agent made with a voice and a tool, and finds that it was talked to', async () => {
    const { page } = app;
    await stepIn('agent', 'failed').getByRole('link', { name: 'New agent' }).click();
    await page.getByTestId('field-name').fill('Pilot');
    await page.getByTestId('field-system_prompt').fill('You guide ships.');
    await page.getByTestId('field-tts_voice').fill('flite:slt');
    await page.getByTestId('tool-current_time').check();
    await page.getByTestId('save').click();
    await page.getByRole('heading', { name: 'Pilot' }).waitFor();
    await app.goto('/guide');
    await stepIn('agent', 'failed').getByText('Nobody has talked to Pilot yet.').waitFor();
    await page.getByRole('button', { name: 'Talk to Pilot' }).click();
    await page.getByTestId('text-input').fill('Where am I?');
    await page.getByTestId('text-send').click();
    await page
      .locator('[data-testid="turn-agent"][data-final="true"]', { hasText: REPLY })
      .waitFor();
    const used = page.locator('[data-testid="turn-tool"][data-state="done"]');
    expect(await used.textContent()).toBe('Used current_time');
    await page.getByTestId('talk-button').click();
    await app.goto('/guide');
    const done = stepIn('agent', 'done').getByText('Pilot has answered, by Attic');
    // The turn is on its way to the database for a moment.
    await eventually(async () => {
      if ((await done.count()) > 0) return true;
      await page.getByTestId('check-agent').click();
      await stepIn('agent', 'checking').waitFor({ state: 'detached' });
      return (await done.count()) > 0;
    }, Boolean);
  });

  it('sees the bot once the agent has its token, and where it is once it was invited', async () => {
    const { page } = app;
    const id = '123456789012345678';
    await page.getByTestId('application-id').fill(`id ${id}`);
    const invite = await page.getByTestId('discord-invite').getAttribute('href');
    expect(new URL(invite ?? '').searchParams.get('client_id')).toBe(id);
    await page.getByRole('link', { name: 'Give the token to your agent' }).click();
    await page.getByRole('heading', { name: 'Pilot' }).waitFor();
    expect(page.url()).toMatch(/#discord$/u);
    await page.locator('#discord:focus').waitFor();
    await page.getByTestId('field-discord_token').fill(discord.bot.token);
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    await discord.bot.online();
    await app.goto('/guide');
    await stepIn('discord', 'failed').getByText('in no server yet').waitFor();
    discord.addGuild('Harbour');
    await page.getByTestId('check-discord').click();
    await stepIn('discord', 'done').getByText('It is in: Harbour.').waitFor();
    await page.getByText('5 of 5 done').waitFor();
    expect(await app.faults(() => stepIn('discord', 'done').waitFor())).toEqual([]);
    await page.reload();
    await page.getByText('5 of 5 done').waitFor();
    await app.goto('/');
    await page.getByTestId('new-conversation').click();
    await page.getByTestId('agent-choice').waitFor();
    expect(await page.getByTestId('guide-link').count()).toBe(0);
    // A part that does not answer /health/ready in time, as on a busy machine, is told with 503.
    expect(app.complaints.filter((complaint) => !complaint.includes('status of 503'))).toEqual([]);
  });
});
