import type { DataSource } from 'typeorm';

import type { Redactor } from '../redaction';
import type { SecretBox } from '../secrets';
import { redactionByAgent } from './agent-redaction';
import { importAgents } from './import-agents';
import { importProviders } from './import-providers';
import { ImportReport } from './import-report';
import { importSessions, type SessionImport } from './import-sessions';
import { importTurns } from './import-turns';
import type { Predecessor } from './predecessor';
import type { MessageRow, SessionRow } from './predecessor-rows';
import { type ImportedTurn, TurnAssembler } from './turns';

export type ImportOptions = {
  readonly from: Predecessor;
  /** Of this server, with its schema up to date. */
  readonly to: DataSource;
  readonly secrets: SecretBox;
  /** What this server leaves out of what it stores. */
  readonly redactor: Redactor;
  /** VoxBridge 1's PLUGIN_ENCRYPTION_KEY. */
  readonly encryptionKey: string | undefined;
};

/**
 * Brings agents, language model providers, sessions and what was said in them, page by page, each page as a whole.
 *
 * What is here already, by its id, stays as it is: it may be done again, also after it was broken off, and brings what has
 * been added since.
 */
export async function importVoxBridge1(options: ImportOptions): Promise<ImportReport> {
  const { from, to, secrets, redactor, encryptionKey } = options;
  const report = new ImportReport();
  const context = { dataSource: to, secrets, encryptionKey, report };
  const providerIds = await importProviders(await from.providers(), context);
  const agentIds = await importAgents(await from.agents(), { ...context, providerIds });
  const redactionOf = await redactionByAgent(to, redactor);
  for await (const page of from.sessions()) {
    await importPage(page, options, { report, agentIds, redactionOf });
  }
  for (const { table, rows } of await from.notBrought()) {
    report.note(`${table}: its ${rows} rows have no place here`);
  }
  return report;
}

async function importPage(
  page: readonly SessionRow[],
  { from, to }: ImportOptions,
  context: Omit<SessionImport, 'manager'>,
): Promise<void> {
  const { report } = context;
  const wanted = await to.transaction((manager) => importSessions(page, { ...context, manager }));
  const assembler = new TurnAssembler((id) => wanted.get(id)?.startedAt ?? new Date(0));
  const redacted = (row: MessageRow): MessageRow => {
    const redaction = wanted.get(row.session_id)?.redaction;
    return { ...row, content: redaction?.stored(row.content) ?? '' };
  };
  for await (const messages of from.messages([...wanted.keys()])) {
    const turns = messages
      .filter((row) => isSaid(row, report))
      .map(redacted)
      .flatMap((row) => [...assembler.add(row)]);
    await store(turns);
  }
  await store([...assembler.end()]);

  function store(turns: readonly ImportedTurn[]): Promise<void> {
    return to.transaction((manager) => importTurns(turns, manager, report));
  }
}

/** Words of a person or of an agent. */
function isSaid({ role, content }: MessageRow, report: ImportReport): boolean {
  if (role !== 'user' && role !== 'assistant') {
    report.left('messages', `of the role ${role}: instructions are the agent's here`);
    return false;
  }
  if (content.trim() !== '') return true;
  report.left('messages', 'without words');
  return false;
}
