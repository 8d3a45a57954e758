import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import { fixedRoster } from '../../../test/support/fixed-roster';
import { parseConfig } from '../../config';
import { ttsProviders } from '../tts-providers';
import { VoiceControls } from './voice-controls';

const CHATTERBOX_URL = 'http://127.0.0.1:4123';
const TTS_OPENAI_BASE_URL = 'http://127.0.0.1:8880/v1';

async function controlsOf(environment: Record<string, string>): Promise<VoiceControls> {
  const { tts } = parseConfig(environment);
  const providers = await ttsProviders(tts, new VirtualClock());
  const controls = new VoiceControls(fixedRoster(providers));
  for (const { close } of providers) await close?.();
  return controls;
}

describe(VoiceControls.name, () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [{}, []],
    [{ TTS_OPENAI_BASE_URL, TTS_FALLBACKS: 'none' }, []],
    [{ CHATTERBOX_URL, TTS_FALLBACKS: 'none' }, ['exaggeration', 'cfgWeight', 'temperature']],
    [
      { TTS_PROVIDER: 'openai', TTS_OPENAI_BASE_URL, CHATTERBOX_URL, TTS_FALLBACKS: 'devnen' },
      ['exaggeration', 'cfgWeight', 'temperature'],
    ],
    [{ TTS_PROVIDER: 'openai', TTS_OPENAI_BASE_URL, CHATTERBOX_URL, TTS_FALLBACKS: 'none' }, []],
  ])('are those of the voices that are asked: %j', async (environment, available) => {
    expect((await controlsOf(environment)).available).toEqual(available);
  });

  it('leave out what no voice has, with one warning that names it', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const controls = await controlsOf({ TTS_OPENAI_BASE_URL, TTS_FALLBACKS: 'none' });
    const wish = { voice: 'ada', rate: 1.2, exaggeration: 0.5, temperature: 1 };
    for (let n = 0; n < 3; n++) {
      expect(controls.possible(wish)).toEqual({ voice: 'ada', rate: 1.2 });
    }
    expect(warn.mock.calls).toEqual([
      [{ settings: ['exaggeration', 'temperature'] }, expect.stringContaining('No voice')],
    ]);
    controls.possible({ cfgWeight: 0.1 });
    expect(warn).toHaveBeenLastCalledWith({ settings: ['cfgWeight'] }, expect.any(String));
  });

  it('keep what a voice has', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const controls = await controlsOf({ CHATTERBOX_URL, TTS_FALLBACKS: 'none' });
    const wish = { exaggeration: 0.5, cfgWeight: 0, temperature: 1 };
    expect(controls.possible(wish)).toEqual(wish);
    expect(warn).not.toHaveBeenCalled();
  });
});
