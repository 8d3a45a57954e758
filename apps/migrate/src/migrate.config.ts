import { env, sharedVariables, text } from '@vox/environment';
import { ConfigError } from '@vox/voice-core';
import { z } from 'zod';

/** Of the server's variables those that say where its database is. */
const migrateSchema = z.object({
  DATABASE_URL: sharedVariables.DATABASE_URL,
  DATA_DIR: env(text().optional()),
});
export type MigrateConfig = Readonly<z.output<typeof migrateSchema>>;

/** @throws ConfigError that lists every bad variable. */
export function parseMigrateConfig(environment: Record<string, string | undefined>): MigrateConfig {
  const result = migrateSchema.safeParse(environment);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  );
}
