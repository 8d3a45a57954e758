import { createDataSource } from '@vox/database';
import type { DataSource } from 'typeorm';

/** The database as one whose operator has set that time zone is: here it is set for the connection alone. The caller destroys it. */
export async function databaseInZone(zone: string, url: string): Promise<DataSource> {
  const there = new URL(url);
  there.searchParams.set('options', `-c timezone=${zone}`);
  const dataSource = await createDataSource(there.href, 1).initialize();
  expect(await dataSource.query('show timezone')).toEqual([{ TimeZone: zone }]);
  return dataSource;
}
