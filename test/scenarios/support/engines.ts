import type { SpeechSynthesizer, VoiceActivityDetector } from '@vox/voice-core';

import { parseConfig } from '../../../src/config';
import { modelsDirectory } from '../../../src/stt/adapters/embedded/models';
import { MoonshineModel } from '../../../src/stt/adapters/embedded/moonshine-model';
import { SileroVoiceActivityDetector } from '../../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import { FliteSpeechSynthesizer } from '../../../src/tts/adapters/embedded/flite-speech-synthesizer.adapter';
import { DecodeMemory } from '../../eval/decode-memory';
import type { SpokenBefore } from './virtual-voice';

/** No decodes are kept from one run to the next: every run hears with the engine that is there. */
const NOWHERE = '';

/**
 * The real ears and the real voice, shared by the scenarios of a file. The voice is real because echo and holding an
 * answer depend on how speech rises and falls, which a tone does not.
 */
export type Engines = {
  readonly memory: DecodeMemory;
  readonly detector: VoiceActivityDetector;
  readonly voice: SpeechSynthesizer;
  readonly spokenBefore: SpokenBefore;
  close(): Promise<void>;
};

export async function loadEngines(): Promise<Engines> {
  const models = modelsDirectory(parseConfig(process.env).stt);
  const model = await MoonshineModel.load(models, 'tiny');
  const voice = new FliteSpeechSynthesizer({ rate: 1, pitch: 1 });
  await voice.warmUp();
  return {
    memory: new DecodeMemory((samples) => model.decode(samples), NOWHERE),
    detector: new SileroVoiceActivityDetector(models),
    voice,
    spokenBefore: new Map(),
    close: () => voice.close(),
  };
}
