import type { MemoryEntity } from '@vox/database';
import type { Clock, SpendingLimits } from '@vox/voice-core';
import type { Repository } from 'typeorm';

import type { AppConfig } from '../config';
import { Placeholders } from '../redaction';
import { type Asker, type Counting, Embeddings } from './embeddings';
import { FactVectors } from './fact-vectors';

/** Undefined where facts are found by their words alone. */
export function configuredVectors(
  { memory, privacy }: Pick<AppConfig, 'memory' | 'privacy'>,
  rows: Pick<Repository<MemoryEntity>, 'query'>,
  clock: Clock,
  costs: {
    readonly counting?: Counting | undefined;
    readonly limits?: SpendingLimits | undefined;
  } = {},
): FactVectors | undefined {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_API_KEY: apiKey } = memory;
  if (url === undefined || model === undefined) return undefined;
  const told = (text: string, { redact = [] }: Asker) =>
    new Placeholders([...privacy.REDACT_FOR_MODELS, ...redact]).redacted(text);
  return new FactVectors(
    new Embeddings({ url, model, apiKey, told }, clock, costs.counting),
    rows,
    clock,
    costs.limits,
  );
}
