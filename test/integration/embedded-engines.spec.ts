import { Test } from '@nestjs/testing';
import {
  LanguageModel,
  SpeechRecognizer,
  SpeechSynthesizer,
  VoiceActivityDetector,
} from '@vox/voice-core';

import { ConfigModule, parseConfig } from '../../src/config';
import { LlmModule } from '../../src/llm';
import { SttModule } from '../../src/stt';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { TtsModule } from '../../src/tts';

const MODELS_DIR = modelsDirectory(parseConfig(process.env).stt);

type Room = typeof SttModule | typeof TtsModule | typeof LlmModule;

const boot = (environment: Record<string, string>, ...rooms: readonly Room[]) =>
  Test.createTestingModule({
    imports: [ConfigModule.forRoot(parseConfig(environment)), ...rooms],
  }).compile();

describe('the engine rooms', () => {
  it('boot with the embedded engines and the model that STT_MODEL names where nothing else is configured, and close', async () => {
    const app = await boot({ MODELS_DIR, STT_MODEL: 'base' }, SttModule, TtsModule, LlmModule);
    await app.init();
    expect(app.get(SpeechRecognizer).info.label).toBe('Moonshine base (embedded)');
    for (const port of [SpeechRecognizer, SpeechSynthesizer, LanguageModel]) {
      const engine = app.get<SpeechRecognizer>(port);
      expect(engine.info.isEmbedded).toBe(true);
      expect(await engine.health()).toMatchObject({ isHealthy: true });
    }
    app.get(VoiceActivityDetector).open().close();
    await app.close();
  });

  it('refuse to boot without their models and name the command that fetches them', async () => {
    // Alone: nobody closes what other rooms have begun to load when one refuses.
    await expect(boot({ MODELS_DIR: '/nowhere' }, SttModule)).rejects.toThrow(
      /\/nowhere\/.+ is missing: run `npm start`/,
    );
  });
});
