import { answerOf, type Schemas } from '@vox/api-client';
import { type StandInGuild, type StandInMember } from '@vox/stand-ins';
import { wer } from '@vox/testing';
import type { Browser } from 'playwright-core';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { DiscordServer, spoken, type StoredMessage } from '../support/discord/discord-server';
import { eventually } from '../support/eventually';
import { Hearing } from '../support/hearing';
import { recordedWav, recordingNamed } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { say, takeRecording } from './support/page-audio';

const API_KEY = 'a key for the owner only';

const question = recordingNamed('check-number-dial-again.wav');
const spokenOnPage = recordingNamed('confbridge-removed.wav');
const TYPED = 'Hello from the page';

const ANSWERS = {
  number: 'The blue train leaves from the station at seven.',
  [TYPED]: 'Fresh bread is baked every morning in the village.',
  conference: 'My sister plays the piano after dinner.',
};

const reply = (text: string): string =>
  Object.entries(ANSWERS).find(([word]) => text.includes(word))?.[1] ?? 'I have no answer.';

/** A word or two of a recorded sentence of seven. */
const RECORDED_WORDS_OFF = 0.29;

/** A word or two of the embedded voice, which is the harder to understand through a browser. */
const SYNTHETIC_WORDS_OFF = 0.25;

describe('A page that joins the conversation of a Discord channel', () => {
  let bench: DiscordServer;
  let browser: Browser;
  let hearing: Hearing;

  beforeAll(async () => {
    [bench, browser, hearing] = await Promise.all([
      DiscordServer.start(reply, { VOXBRIDGE_API_KEY: API_KEY }),
      openBrowser(),
      Hearing.load(),
    ]);
    await bench.setAgent((await bench.agent()).id, { discord: { mode: 'room' } });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await bench?.close();
  });

  const room = async (name: string) => {
    const { guild, people } = bench.guild(name, 'kim');
    const [kim] = people as [StandInMember];
    await bench.join(guild);
    const userId = `discord-channel:${guild.voice.id}`;
    const [session] = await eventually(
      () => bench.sessions(userId),
      ({ length }) => length > 0,
    );
    return { guild, kim, sessionId: session?.id ?? '', userId };
  };
  const stored = (userId: string, answers: number) =>
    bench.messages(
      userId,
      (all: readonly StoredMessage[]) =>
        all.filter(({ role }) => role === 'assistant').length >= answers,
    );
  /** What the bot was heard saying in Discord since the last time. */
  const heardInDiscord = async (guild: StandInGuild) => {
    const { recording } = guild.voiceOf(bench.discord.bot);
    const words = await hearing.understand(recording.pcm(), 48_000);
    recording.clear();
    return words;
  };

  async function invite(id: string): Promise<Schemas['Invite']> {
    const asked = { params: { path: { id } }, body: { name: 'Cy' } };
    return answerOf(await bench.server.api.POST('/api/sessions/{id}/invites', asked));
  }

  it('sees what people say there and by whom, hears the answers, types, and talks', async () => {
    const { guild, kim, sessionId, userId } = await room('lounge');
    const { path } = await invite(sessionId);
    const guest = await ConversationPage.open(
      await newContext(browser),
      `${bench.server.url}${path}`,
      { speaks: true },
    );
    await guest.start({ records: true });

    await kim.say(spoken(question.file));
    const [first] = await guest.waitForTurns(1);
    expect(first).toMatchObject({ outcome: 'completed', agent: ANSWERS.number });
    expect(wer(question.text, first?.user ?? '')).toBeLessThanOrEqual(
      mostWordsOff(RECORDED_WORDS_OFF),
    );
    const line = guest.page.getByTestId('turn-user').first();
    expect(await line.textContent()).toContain('kim of lounge');
    const { pcm, sampleRateHz } = await takeRecording(guest.page);
    const heard = await hearing.understand(pcm, sampleRateHz);
    expect(wer(ANSWERS.number, heard)).toBeLessThanOrEqual(mostWordsOff(SYNTHETIC_WORDS_OFF));
    expect(wer(ANSWERS.number, await heardInDiscord(guild))).toBeLessThanOrEqual(
      mostWordsOff(SYNTHETIC_WORDS_OFF),
    );

    await guest.page.getByTestId('text-input').fill(TYPED);
    await guest.page.getByTestId('text-send').click();
    expect(await stored(userId, 2)).toMatchObject([{}, {}, { content: `Cy: ${TYPED}` }, {}]);
    expect(wer(ANSWERS[TYPED], await heardInDiscord(guild))).toBeLessThanOrEqual(
      mostWordsOff(SYNTHETIC_WORDS_OFF),
    );

    await say(guest.page, recordedWav(spokenOnPage.file));
    const [words] = (await stored(userId, 3)).slice(4);
    expect(words?.content).toMatch(/^Cy: .*conference/u);
    expect(wer(ANSWERS.conference, await heardInDiscord(guild))).toBeLessThanOrEqual(
      mostWordsOff(SYNTHETIC_WORDS_OFF),
    );
    await guest.page.context().close();
  }, 180_000);

  it('is kept out without an invite, and with one that is wrong, was taken back or is for what is over', async () => {
    const { guild, sessionId } = await room('closed');
    const uninvited = await fetch(`${bench.server.url}/api/sessions/${sessionId}/invites`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Cy' }),
    });
    expect(uninvited.status).toBe(401);
    const stranger = await VoiceSocketClient.connect(bench.server.socketUrl);
    expect((await stranger.waitFor('error')).data.code).toBe('unauthorized');
    await stranger.waitForClose();

    const invites = `${bench.server.url}/api/sessions/${sessionId}/invites`;
    const headers = { 'content-type': 'application/json', 'x-api-key': API_KEY };
    const taken = await fetch(invites, { method: 'POST', headers, body: '{"name":"Cy"}' });
    const { id, invite: token } = (await taken.json()) as { id: string; invite: string };
    expect((await fetch(`${invites}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
    for (const invite of ['made.up', token]) {
      const page = await ConversationPage.open(
        await newContext(browser),
        `${bench.server.url}/#invite=${invite}`,
      );
      await page.page.getByTestId('talk-button').click();
      await page.page
        .locator('[data-testid="error-banner"][data-code="invite_not_valid"]')
        .waitFor();
      await page.page.context().close();
    }

    const { path } = await invite(sessionId);
    answerOf(await bench.server.api.POST('/voice/leave', { body: { guild_id: guild.id } }));
    await bench.gone(guild);
    const late = await ConversationPage.open(
      await newContext(browser),
      `${bench.server.url}${path}`,
    );
    await late.page.getByTestId('talk-button').click();
    await late.page.getByTestId('error-banner').waitFor();
    await late.page.context().close();
  });
});
