import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import type { JobQueue } from '@vox/jobs';
import type { DataSource } from 'typeorm';

/** A column that could hold words, in whatever schema. */
export type TextColumn = {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
};

/** All columns of text, JSON, bytes, arrays of them, and words to be searched, as the database itself lists them. */
export async function textColumns(database: DataSource): Promise<TextColumn[]> {
  return database.query(
    `select columns.table_schema as schema, columns.table_name as table, columns.column_name as column
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
       and data_type not in ('uuid', 'integer', 'bigint', 'smallint', 'boolean', 'numeric', 'real', 'double precision',
         'timestamp with time zone', 'timestamp without time zone', 'date')
     order by 1, 2, 3`,
  );
}

/** Each column (`table.column`), file and queue of a server that has one of `needles`, in whatever case. */
export async function placesOf(
  needles: readonly string[],
  server: { readonly database: DataSource; readonly dataDir: string; readonly queue: JobQueue },
): Promise<string[]> {
  const has = (text: string) =>
    needles.some((needle) => text.toLowerCase().includes(needle.toLowerCase()));
  const places: string[] = [];
  for (const { schema, table, column } of await textColumns(server.database)) {
    const text = `lower(it."${column}"::text)`;
    const rows: unknown[] = await server.database.query(
      `select 1 from "${schema}"."${table}" it where exists (
         select 1 from unnest($1::text[]) needle where position(lower(needle) in ${text}) > 0) limit 1`,
      [needles],
    );
    if (rows.length > 0)
      places.push(`${schema === 'public' ? '' : `${schema}.`}${table}.${column}`);
  }
  const files = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
  for (const file of files.filter((one) => one.isFile())) {
    const full = path.join(file.parentPath, file.name);
    const text = await readFile(full, 'utf8').catch(() => '');
    if (has(`${file.name} ${text}`)) places.push(path.relative(server.dataDir, full));
  }
  await server.queue.purge('all', (payloads) => {
    if (has(JSON.stringify(payloads))) places.push('the queue');
    return Promise.resolve(payloads.map(() => false));
  });
  return places;
}
