import type { DataSource, QueryRunner } from 'typeorm';

import { whileMigrating } from './run-migrations';

/** What the newest migration takes with it when it is taken back. */
export type Loss = { readonly table: string; readonly column?: string; readonly count: number };

type Column = { readonly table: string; readonly column: string };

/**
 * Takes back the newest migration of a database.
 * @param onLoss Called with its name and all that is lost before it is: tables with their rows, columns with the rows that
 * have a value there.
 * @returns its name; undefined when there is none.
 */
export function undoNewestMigration(
  dataSource: DataSource,
  onLoss: (name: string, losses: readonly Loss[]) => void,
): Promise<string | undefined> {
  return whileMigrating(dataSource, async (patient) => {
    const name = await newestOf(patient);
    if (name === undefined) return undefined;
    onLoss(name, await lossesOf(patient, name));
    await patient.undoLastMigration({ transaction: 'each' });
    return name;
  });
}

async function newestOf(patient: DataSource): Promise<string | undefined> {
  const [table] = await patient.query<{ it: string | null }[]>(
    "select to_regclass('migrations') as it",
  );
  if (table?.it === null) return undefined;
  const [newest] = await patient.query<{ name: string }[]>(
    'select name from migrations order by timestamp desc, id desc limit 1',
  );
  return newest?.name;
}

/** Tries it out: what PostgreSQL drops in a transaction comes back with its rollback. */
async function lossesOf(patient: DataSource, name: string): Promise<Loss[]> {
  const migration = patient.migrations.find((known) => known.name === name);
  if (migration === undefined) {
    throw new Error(`${name} is of a newer version: take it back with that one`);
  }
  const runner = patient.createQueryRunner();
  try {
    return await triedOut(runner, (within) => migration.down(within));
  } finally {
    await runner.release();
  }
}

async function triedOut(
  runner: QueryRunner,
  down: (within: QueryRunner) => Promise<void>,
): Promise<Loss[]> {
  const before = await columnsOf(runner);
  await runner.startTransaction();
  let after: Column[];
  try {
    await down(runner);
    after = await columnsOf(runner);
  } finally {
    await runner.rollbackTransaction();
  }
  const tables = new Set(after.map(({ table }) => table));
  const columns = new Set(after.map(({ table, column }) => `${table}.${column}`));
  const lostTables = new Set(
    before.map(({ table }) => table).filter((table) => !tables.has(table)),
  );
  const lostColumns = before.filter(
    ({ table, column }) => tables.has(table) && !columns.has(`${table}.${column}`),
  );
  const losses: Loss[] = [];
  for (const table of lostTables) losses.push({ table, count: await count(runner, table, '*') });
  for (const { table, column } of lostColumns) {
    losses.push({ table, column, count: await count(runner, table, quoted(column)) });
  }
  return losses;
}

/** All but words to search by, which come again of themselves. Only the catalogue knows what there is beside the entities. */
function columnsOf(runner: QueryRunner): Promise<Column[]> {
  return runner.query(`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and table_name <> 'migrations' and data_type <> 'tsvector'
    order by table_name, ordinal_position`) as Promise<Column[]>;
}

async function count(runner: QueryRunner, table: string, what: string): Promise<number> {
  const [found] = (await runner.query(
    `select count(${what})::int as count from ${quoted(table)}`,
  )) as { count: number }[];
  return found?.count ?? 0;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
