import { wer } from '@vox/testing';

import { eventually } from '../support/eventually';
import { Hearing } from '../support/hearing';
import { joinAudio, recordedPcm, recordingNamed } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';
import { Firefox } from './support/firefox';
import { ServerProcess } from './support/server-process';
import { SoundDevices } from './support/sound-devices';

const sentence = recordingNamed('confbridge-only-participant.wav');

/** Two words of a short sentence, either way: how well words get through is measured by the bench. */
const WORDS_OFF = 0.25;

/** Firefox's noise suppression learns while it hears, the longer on a busy machine: people who are not understood say it again. */
const ATTEMPTS = 3;
const BREATH_MS = 1500;

/** What the page shows. */
type Shown = {
  readonly state: string;
  readonly problem: string | null;
  readonly turns: readonly { readonly user: string; readonly agent: string }[];
};

const SHOWN = `({
  state: document.querySelector('[data-testid="agent-state"]').dataset.state,
  problem: document.querySelector('[data-testid="error-banner"]')?.dataset.code ?? null,
  turns: [...document.querySelectorAll('[data-testid="turn-agent"][data-outcome="completed"]')].map((agent) => ({
    user: document.querySelector('[data-testid="turn-user"][data-turn-id="' + agent.dataset.turnId + '"] .turn-text').textContent,
    agent: agent.querySelector('.turn-text').textContent,
  })),
})`;

describe('A person talks in Firefox as it comes', () => {
  let devices: SoundDevices;
  let server: ServerProcess;
  let firefox: Firefox;
  let hearing: Hearing;

  beforeAll(async () => {
    devices = await SoundDevices.open();
    [server, firefox, hearing] = await Promise.all([
      ServerProcess.start(),
      Firefox.launch(devices.environment),
      Hearing.load(),
    ]);
  });

  afterAll(async () => {
    await firefox?.close();
    await server?.dispose();
    await devices?.close();
  });

  /** Waits for what the page is to show; a problem that it tells instead ends the wait. */
  const listening = (turns: number) =>
    eventually(
      () => firefox.evaluate<Shown>(SHOWN),
      (page) => page.problem !== null || (page.state === 'listening' && page.turns.length >= turns),
      60_000,
    );

  it('is connected to a server on loopback, understood, answered, and gone when the page is closed', async () => {
    await firefox.open(server.url);
    await firefox.click('[data-testid="talk-button"]');
    await firefox.allowMicrophone();
    expect(await listening(0)).toMatchObject({ problem: null });

    const speech = joinAudio(48_000, BREATH_MS, recordedPcm(sentence.file, 48_000));
    let errors = { inWords: Infinity, inAnswer: Infinity };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      devices.takeRecording();
      await devices.say(speech);
      const page = await listening(attempt);
      expect(page).toMatchObject({ problem: null });
      const turn = page.turns.at(-1);
      const heard = devices.takeRecording();
      const understood = await hearing.understand(heard.pcm, heard.sampleRateHz);
      errors = {
        inWords: wer(sentence.text, turn?.user ?? ''),
        inAnswer: wer(turn?.agent ?? '', understood),
      };
      if (Math.max(errors.inWords, errors.inAnswer) <= WORDS_OFF) break;
    }
    const wordsOff = mostWordsOff(WORDS_OFF);
    expect(errors.inWords).toBeLessThanOrEqual(wordsOff);
    expect(errors.inAnswer).toBeLessThanOrEqual(wordsOff);

    const sessionId = await firefox.evaluate<string>('window.voxbridge.sessionId');
    await firefox.closePage();
    const session = await eventually(
      () => server.session(sessionId),
      ({ ended_at }) => ended_at !== null,
    );
    expect(session).toMatchObject({ active: false });
  }, 240_000);
});
