import { LlmProviderEntity } from '@vox/database';
import type { DataSource } from 'typeorm';

import { secretPurpose, type SecretBox } from '../secrets';
import { openSecret, UnreadableSecret } from './fernet';
import { freeName } from './free-name';
import type { ImportReport } from './import-report';
import type { ProviderRow } from './predecessor-rows';

const MAX_URL = 500;
const MAX_MODEL = 200;

export type ProviderImport = {
  readonly dataSource: DataSource;
  readonly secrets: SecretBox;
  readonly encryptionKey: string | undefined;
  readonly report: ImportReport;
};

/** Brings the providers that are not here yet. @returns the ids of all that are here now. */
export async function importProviders(
  rows: readonly ProviderRow[],
  { dataSource, secrets, encryptionKey, report }: ProviderImport,
): Promise<ReadonlySet<string>> {
  const providers = dataSource.getRepository(LlmProviderEntity);
  const known = await providers.find({ select: { id: true, name: true } });
  const ids = new Set(known.map(({ id }) => id));
  const names = new Set(known.map(({ name }) => name));
  for (const row of rows) {
    if (ids.has(row.id)) {
      report.present('providers');
      continue;
    }
    if (!isWeb(row.base_url)) {
      report.left('providers', `"${row.name}": base_url is no address of the web that fits`);
      continue;
    }
    const name = freeName(row.name, names);
    if (name !== row.name) report.renamed('Provider', row.name, name);
    const { key, problem } = keyOf(row, encryptionKey);
    if (problem !== undefined) {
      report.note(`Provider "${name}" has no API key here: ${problem}`);
    }
    const model = row.default_model;
    await providers.insert({
      id: row.id,
      name,
      kind: kindOf(row.provider_type),
      baseUrl: row.base_url,
      apiKey:
        key === undefined
          ? null
          : await secrets.seal(key, secretPurpose('llm_providers.api_key', row.id)),
      models: row.models.filter((id) => typeof id === 'string'),
      defaultModel: model === null || model === '' || model.length > MAX_MODEL ? null : model,
      isEnabled: row.is_active ?? true,
    });
    ids.add(row.id);
    report.brought('providers');
  }
  return ids;
}

function keyOf(
  { api_key_encrypted: stored }: ProviderRow,
  encryptionKey: string | undefined,
): { readonly key?: string; readonly problem?: string } {
  if (stored === null || stored === '') return {};
  try {
    return { key: openSecret(stored, encryptionKey) };
  } catch (error) {
    if (error instanceof UnreadableSecret) return { problem: error.message };
    throw error;
  }
}

/** All spoke OpenAI's protocol there. */
function kindOf(type: string | null): string {
  return type === 'openrouter' || type === 'openai' ? type : 'local';
}

function isWeb(url: string): boolean {
  return url.length <= MAX_URL && URL.canParse(url) && /^https?:$/u.test(new URL(url).protocol);
}
