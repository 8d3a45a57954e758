import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  createDataSource,
  EmbeddedPostgres,
  runMigrations,
  seedDefaultAgent,
  type SessionEntity,
  TurnEntity,
  UserEntity,
} from '@vox/database';
import type { DataSource } from 'typeorm';

import { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';
import { ServerProcess } from '../../e2e/support/server-process';
import { fill } from '../data/fill';
import type { Options } from './options';

/** Filling takes longer than any statement of the server may. */
const PATIENT = { query_timeout: 0 };
const GROUPS = 500;

/** What pages are opened of. */
export type Known = {
  readonly sessionId: SessionEntity['id'];
  readonly turnId: TurnEntity['id'];
  readonly userId: UserEntity['id'];
  readonly agentId: string;
  readonly groupId: string;
};

/** The built server on a database with a year of conversations, and people who talk. The caller closes it. */
export class FullServer {
  private constructor(
    readonly server: ServerProcess,
    readonly known: Known,
    private readonly talkers: readonly VoiceSocketClient[],
    private readonly postgres: EmbeddedPostgres,
    private readonly dataDir: string,
  ) {}

  static async open(options: Options): Promise<FullServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'vox-bench-pages-'));
    // For the database's account to enter.
    await chmod(dataDir, 0o755);
    const postgres = await EmbeddedPostgres.start({ dataDir });
    const dataSource = createDataSource(postgres.url, 4);
    dataSource.setOptions({ extra: PATIENT });
    await dataSource.initialize();
    await runMigrations(dataSource);
    await seedDefaultAgent(dataSource);
    await fill(dataSource, options);
    await fillGroups(dataSource);
    const known = await knownOf(dataSource);
    await dataSource.destroy();
    const server = await ServerProcess.start({
      env: {
        DATABASE_URL: postgres.url,
        MAX_SESSIONS: String(options.live + 10),
        SESSION_STARTS_PER_MINUTE: '100000',
      },
    });
    const talkers: VoiceSocketClient[] = [];
    for (let at = 0; at < options.live; at += 1) {
      const talker = await VoiceSocketClient.connect(server.socketUrl);
      await talker.start({ user_id: `live-${at}` });
      talkers.push(talker);
    }
    return new FullServer(server, known, talkers, postgres, dataDir);
  }

  async close(): Promise<void> {
    await Promise.all(this.talkers.map((talker) => talker.close()));
    await this.server.dispose();
    await this.postgres.stop();
    await rm(this.dataDir, { recursive: true });
  }
}

/** Each group has as many members as there are accounts, one of whom owns it. */
async function fillGroups(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `insert into groups (name) select 'Group ' || n from generate_series(1, $1::int) n`,
    [GROUPS],
  );
  await dataSource.query(`
    insert into group_members (group_id, user_id, role)
    select g.id, u.id, case when u.place = 1 then 'owner' else 'member' end
    from groups g, (select id, row_number() over (order by id) as place from users) u`);
}

async function knownOf(dataSource: DataSource): Promise<Known> {
  const newest = { order: { startedAt: 'DESC' as const }, where: {} };
  const turn = await dataSource.getRepository(TurnEntity).findOneOrFail(newest);
  const user = await dataSource.getRepository(UserEntity).findOneOrFail({ where: {} });
  const idOf = async (table: 'agents' | 'groups') => {
    const [row] = await dataSource.query<{ id: string }[]>(`select id from ${table} limit 1`);
    return row?.id ?? '';
  };
  return {
    sessionId: turn.sessionId,
    turnId: turn.id,
    userId: user.id,
    agentId: await idOf('agents'),
    groupId: await idOf('groups'),
  };
}
