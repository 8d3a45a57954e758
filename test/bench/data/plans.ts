import type { DataSource, Logger } from 'typeorm';

import type { Question } from './questions';

/** What PostgreSQL says of how it does each statement of a question. */
export async function plansOf(dataSource: DataSource, { name, ask }: Question): Promise<string> {
  const asked: { readonly query: string; readonly parameters: unknown[] }[] = [];
  const before = dataSource.logger;
  dataSource.logger = {
    logQuery: (query: string, parameters?: unknown[]) =>
      void asked.push({ query, parameters: parameters ?? [] }),
  } as Logger;
  try {
    await ask();
  } finally {
    dataSource.logger = before;
  }
  const plans = [`--- ${name}`];
  for (const { query, parameters } of asked) {
    if (!/^select/iu.test(query)) continue;
    const rows = await dataSource.query<{ 'QUERY PLAN': string }[]>(
      `explain (analyze, buffers, settings) ${query}`,
      parameters,
    );
    plans.push(query, ...rows.map((row) => `  ${row['QUERY PLAN']}`));
  }
  return plans.join('\n');
}
