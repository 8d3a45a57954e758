import { OpenAiSpeechStandIn } from '@vox/stand-ins';
import { SystemClock } from '@vox/voice-core';

import { parseConfig } from '../config';
import { TtsRoster } from './tts-roster';
import { TtsTrials } from './tts-trials';

describe(TtsTrials.name, () => {
  let server: OpenAiSpeechStandIn;
  let roster: TtsRoster;
  let trials: TtsTrials;
  beforeEach(async () => {
    server = await OpenAiSpeechStandIn.start();
    const { tts } = parseConfig({ TTS_OPENAI_BASE_URL: server.url, TTS_FALLBACKS: 'none' });
    const clock = new SystemClock();
    roster = await TtsRoster.of(tts, clock);
    trials = new TtsTrials(roster, clock);
  });
  afterEach(() => server.close());

  it('lets an engine speak a sentence, in a voice that is named', async () => {
    expect(await trials.try('openai', 'nova')).toEqual({
      ok: true,
      latencyMs: expect.any(Number) as number,
      firstAudioMs: expect.any(Number) as number,
      durationMs: 1920,
    });
    const [{ body } = { body: '' }] = server.speechRequests;
    expect(JSON.parse(body)).toMatchObject({ voice: 'nova' });
  });

  it('tells of a failure by its category, and holds it against nobody', async () => {
    server.setFault('401');
    expect(await trials.try('openai')).toMatchObject({
      ok: false,
      durationMs: 0,
      category: 'authentication',
    });
    expect(roster.find('openai')?.breaker.state).toBe('closed');
  });

  it('asks for models and voices', async () => {
    expect(await trials.models('openai')).toEqual(['tts-1']);
    expect((await trials.voices('openai')).map(({ id }) => id)).toEqual(['alloy', 'nova']);
  });
});
