import { createDataSource } from '@vox/database';
import type { DataSource } from 'typeorm';

import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';

silenceLogs();

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const [HASH, OTHER_HASH] = ['a'.repeat(64), 'b'.repeat(64)];

const member = (groupId: string, userId: string) =>
  `insert into group_members (group_id, user_id, role) values ('${groupId}', '${userId}', 'owner')`;
const invite = (hash: string, invitedBy = ID) =>
  `insert into group_invites (group_id, invited_by, token_hash, role, expires_at)
   values ('${ID}', '${invitedBy}', '${hash}', 'guest', now())`;

/** The same way as `schema-constraints.spec.ts`. */
describe('the tables of groups', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase();
    dataSource = await createDataSource(database.url, 2).initialize();
    for (const row of [
      `insert into users (id, display_name) values ('${ID}', 'Ann')`,
      `insert into groups (id, name) values ('${ID}', 'Support')`,
      member(ID, ID),
      invite(HASH),
    ]) {
      await dataSource.query(row);
    }
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.stop();
  });

  it.each([
    ['group_members_pkey', 'somebody twice in a group', member(ID, ID)],
    ['group_members_user_id_fkey', 'a member who is nobody', member(ID, OTHER)],
    ['group_members_group_id_fkey', 'a member of no group', member(OTHER, ID)],
    [
      'group_members_role_check',
      'a role that nobody knows',
      "update group_members set role = 'king'",
    ],
    [
      'group_invites_inviter_fkey',
      'an invite of somebody who is not in the group',
      invite(OTHER_HASH, OTHER),
    ],
    ['group_invites_token_hash_key', 'one invite twice', invite(HASH)],
    ['group_invites_token_hash_check', 'an invite that is no hash', invite('voxg_secret')],
    [
      'group_invites_role_check',
      'an invite to be a king',
      "update group_invites set role = 'king'",
    ],
    [
      'group_invites_max_uses_check',
      'an invite for nobody',
      'update group_invites set max_uses = 0',
    ],
    [
      'group_invites_group_id_fkey',
      'an invite to no group',
      `update group_invites set invited_by = null, group_id = '${OTHER}'`,
    ],
  ])('have %s: there cannot be %s', async (constraint, _what, statement) => {
    await expect(dataSource.query(statement)).rejects.toMatchObject({ constraint });
  });
});
