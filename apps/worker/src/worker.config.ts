import { ConfigError } from '@vox/voice-core';
import { z } from 'zod';

/** Environment values are strings; empty means absent, as `VAR=` in a compose file does. */
function env<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

function url(...protocols: string[]) {
  return z
    .string({ error: 'is required: the worker has no database of its own' })
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
}

/** The server's variables, as far as the worker needs them, by the same names. */
const workerSchema = z.object({
  DATABASE_URL: env(url('postgres:', 'postgresql:')),
  DATABASE_POOL_SIZE: env(z.coerce.number().int().min(1).max(200).default(10)),
  REDIS_URL: env(url('redis:', 'rediss:').optional()),
  /** Jobs in work at once. */
  WORKER_CONCURRENCY: env(z.coerce.number().int().min(1).max(100).default(8)),
  LOG_LEVEL: env(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info')),
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
