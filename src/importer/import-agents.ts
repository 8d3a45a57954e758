import { AgentEntity, DEFAULT_AGENT, writeAgentSteps } from '@vox/database';
import { splitCredentials } from '@vox/outbound';
import type { DataSource } from 'typeorm';

import { secretPurpose, type SecretBox } from '../secrets';
import { agentColumns, agentSteps } from './agent-columns';
import { openSecret, UnreadableSecret } from './fernet';
import { freeName } from './free-name';
import type { ImportReport } from './import-report';
import type { AgentRow } from './predecessor-rows';

export type AgentImport = {
  readonly dataSource: DataSource;
  readonly secrets: SecretBox;
  readonly encryptionKey: string | undefined;
  readonly report: ImportReport;
  readonly providerIds: ReadonlySet<string>;
};

/** Brings the agents that are not here yet, with what they keep secret sealed anew. @returns the ids of all that are here now. */
export async function importAgents(
  rows: readonly AgentRow[],
  context: AgentImport,
): Promise<ReadonlySet<string>> {
  const { dataSource, report } = context;
  const agents = dataSource.getRepository(AgentEntity);
  const known = await agents.find();
  const takesDefault = known.every(isUntouched);
  const ids = new Set(known.map(({ id }) => id));
  const names = new Set(known.map(({ name }) => name));
  for (const row of rows) {
    if (ids.has(row.id)) {
      report.present('agents');
      continue;
    }
    const name = freeName(row.name, names);
    if (name !== row.name) report.renamed('Agent', row.name, name);
    const columns = { ...agentColumns(row), ...(await secretColumns(row, name, context)) };
    const isDefault = takesDefault && row.is_default === true && columns.isActive;
    if (row.is_default === true && !isDefault) {
      report.note(`Agent "${name}" was the default there; here another one is, and stays it`);
    }
    await dataSource.transaction(async (manager) => {
      if (isDefault) await manager.update(AgentEntity, { isDefault: true }, { isDefault: false });
      await manager.insert(AgentEntity, { ...columns, id: row.id, name, isDefault });
      await writeAgentSteps(manager, row.id, agentSteps(row, context.providerIds));
    });
    ids.add(row.id);
    report.brought('agents');
  }
  noteLost(rows, report);
  return ids;
}

/** The one that an installation begins with, which nobody has chosen. */
function isUntouched({ id, name, systemPrompt }: AgentEntity): boolean {
  return (
    id === DEFAULT_AGENT.id &&
    name === DEFAULT_AGENT.name &&
    systemPrompt === DEFAULT_AGENT.systemPrompt
  );
}

async function secretColumns(
  row: AgentRow,
  name: string,
  { secrets, encryptionKey, report }: AgentImport,
): Promise<Partial<Pick<AgentEntity, 'discordToken' | 'n8nAuth' | 'n8nWebhookUrl'>>> {
  const webhook = webhookOf(row.n8n_webhook_url);
  if (webhook === undefined && (row.n8n_webhook_url ?? '') !== '') {
    report.note(`Agent "${name}" has no webhook here: n8n_webhook_url is no address of the web`);
  }
  const header = webhook?.header;
  const token = tokenOf(row, name, encryptionKey, report);
  return {
    ...(webhook === undefined ? {} : { n8nWebhookUrl: webhook.url }),
    ...(header === undefined
      ? {}
      : {
          n8nAuth: await secrets.seal(
            JSON.stringify(header),
            secretPurpose('agents.n8n_auth', row.id),
          ),
        }),
    ...(token === undefined
      ? {}
      : {
          discordToken: await secrets.seal(token, secretPurpose('agents.discord_token', row.id)),
        }),
  };
}

function webhookOf(url: string | null): ReturnType<typeof splitCredentials> | undefined {
  if (url === null || !URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol))
    return undefined;
  return splitCredentials(url);
}

function tokenOf(
  { plugins: { discord } }: AgentRow,
  name: string,
  encryptionKey: string | undefined,
  report: ImportReport,
): string | undefined {
  const stored = discord?.bot_token ?? '';
  if (stored === '') return undefined;
  if (discord?.enabled !== true) {
    report.note(`Agent "${name}" has no Discord token here: its bot was switched off there`);
    return undefined;
  }
  try {
    return openSecret(stored, encryptionKey).trim();
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    report.note(`Agent "${name}" has no Discord token here: ${error.message}`);
    return undefined;
  }
}

/** What agents had there and cannot have here. */
function noteLost(rows: readonly AgentRow[], report: ImportReport): void {
  const lost = {
    description: rows.filter(({ description }) => (description ?? '') !== ''),
    max_utterance_time_ms: rows.filter(
      ({ max_utterance_time_ms: ms }) => ms !== null && ms !== 120_000,
    ),
    memory_scope: rows.filter(({ memory_scope: scope }) => scope === 'agent'),
  };
  for (const [field, agents] of Object.entries(lost)) {
    if (agents.length > 0) report.note(`${field} of ${agents.length} agents has no place here`);
  }
}
