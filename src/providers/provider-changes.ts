import { Listeners } from '@vox/voice-core';

import type { ProviderJson } from './provider.schema';

export type ProviderChange = {
  readonly type: 'created' | 'updated' | 'deleted';
  readonly providerId: string;
  /** As REST shows it; absent when it is gone. */
  readonly provider?: ProviderJson;
};

/** Tells other rooms that somebody added, changed or took away a server of language models here. */
export class ProviderChanges extends Listeners<ProviderChange> {}
