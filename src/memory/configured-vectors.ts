import type { MemoryEntity } from '@vox/database';
import type { Clock } from '@vox/voice-core';
import type { Repository } from 'typeorm';

import type { AppConfig } from '../config';
import { Embeddings } from './embeddings';
import { FactVectors } from './fact-vectors';

/** Undefined where facts are found by their words alone. */
export function configuredVectors(
  { memory }: Pick<AppConfig, 'memory'>,
  rows: Pick<Repository<MemoryEntity>, 'query'>,
  clock: Clock,
): FactVectors | undefined {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_API_KEY: apiKey } = memory;
  if (url === undefined || model === undefined) return undefined;
  return new FactVectors(new Embeddings({ url, model, apiKey }, clock), rows, clock);
}
