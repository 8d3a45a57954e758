import type { DataSource } from 'typeorm';

import type { SecretBox } from '../secrets';
import { importAgents } from './import-agents';
import { importProviders } from './import-providers';
import { ImportReport } from './import-report';
import { importSessions } from './import-sessions';
import { importTurns } from './import-turns';
import type { Predecessor } from './predecessor';
import type { MessageRow, SessionRow } from './predecessor-rows';
import { type ImportedTurn, TurnAssembler } from './turns';

export type ImportOptions = {
  readonly from: Predecessor;
  /** Of this server, with its schema up to date. */
  readonly to: DataSource;
  readonly secrets: SecretBox;
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
  const { from, to, secrets, encryptionKey } = options;
  const report = new ImportReport();
  const context = { dataSource: to, secrets, encryptionKey, report };
  const providerIds = await importProviders(await from.providers(), context);
  const agentIds = await importAgents(await from.agents(), { ...context, providerIds });
  for await (const page of from.sessions()) {
    await importPage(page, agentIds, options, report);
  }
  for (const { table, rows } of await from.notBrought()) {
    report.note(`${table}: its ${rows} rows have no place here`);
  }
  return report;
}

async function importPage(
  page: readonly SessionRow[],
  agentIds: ReadonlySet<string>,
  { from, to }: ImportOptions,
  report: ImportReport,
): Promise<void> {
  const started = await to.transaction((manager) =>
    importSessions(page, agentIds, manager, report),
  );
  const assembler = new TurnAssembler((id) => started.get(id) ?? new Date(0));
  for await (const messages of from.messages([...started.keys()])) {
    const turns = messages
      .filter((row) => isSaid(row, report))
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
