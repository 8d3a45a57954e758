import { env, integer, sharedVariables } from '@vox/environment';
import { ConfigError } from '@vox/voice-core';
import { z } from 'zod';

/** The server's variables, as far as the worker needs them, and how many jobs are in work at once. */
const workerSchema = z.object({
  ...sharedVariables,
  DATABASE_URL: sharedVariables.DATABASE_URL.pipe(
    z.string({ error: 'is required: the worker has no database of its own' }),
  ),
  WORKER_CONCURRENCY: env(integer(1, 100).default(8)),
});
export type WorkerConfig = Readonly<z.output<typeof workerSchema>>;

/** @throws ConfigError that lists every bad variable. */
export function parseWorkerConfig(environment: Record<string, string | undefined>): WorkerConfig {
  const result = workerSchema.safeParse(environment);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  );
}
