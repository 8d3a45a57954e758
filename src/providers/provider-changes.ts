import { Listeners } from '@vox/voice-core';

import type { ProviderJson } from './provider.schema';
import type { SpeechProviderJson } from './speech/speech-provider.schema';

export type ProviderChange = {
  readonly service: 'llm' | 'stt' | 'tts';
  readonly type: 'created' | 'updated' | 'deleted';
  readonly providerId: string;
  /** As REST shows it; absent when it is gone. */
  readonly provider?: ProviderJson | SpeechProviderJson;
};

/** Tells other rooms that somebody added, changed or took away a server of models, of ears or of voices here. */
export class ProviderChanges extends Listeners<ProviderChange> {}
