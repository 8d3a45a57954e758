import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROLE_CHECK = "check (role in ('owner', 'admin', 'member', 'guest'))";

/** People who share sessions, and invites to their groups. */
export class Groups1764700000000 implements MigrationInterface {
  readonly name = 'Groups1764700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table groups (
        id uuid constraint groups_pkey primary key default gen_random_uuid(),
        name varchar(100) not null,
        created_at timestamptz not null default now()
      )`);
    await queryRunner.query('create index groups_age on groups (created_at, id)');
    await queryRunner.query(`
      create table group_members (
        group_id uuid not null
          constraint group_members_group_id_fkey references groups (id) on delete cascade,
        user_id uuid not null
          constraint group_members_user_id_fkey references users (id) on delete cascade,
        role varchar(20) not null constraint group_members_role_check ${ROLE_CHECK},
        joined_at timestamptz not null default now(),
        constraint group_members_pkey primary key (group_id, user_id)
      )`);
    await queryRunner.query('create index group_members_user on group_members (user_id)');
    // An invite goes with the membership of whoever has made it.
    await queryRunner.query(`
      create table group_invites (
        id uuid constraint group_invites_pkey primary key default gen_random_uuid(),
        group_id uuid not null
          constraint group_invites_group_id_fkey references groups (id) on delete cascade,
        invited_by uuid,
        token_hash varchar(64) not null constraint group_invites_token_hash_key unique
          constraint group_invites_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
        role varchar(20) not null constraint group_invites_role_check ${ROLE_CHECK},
        max_uses int constraint group_invites_max_uses_check check (max_uses > 0),
        uses int not null default 0,
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        constraint group_invites_inviter_fkey foreign key (group_id, invited_by)
          references group_members (group_id, user_id) on delete cascade
      )`);
    await queryRunner.query(
      'create index group_invites_inviter on group_invites (group_id, invited_by)',
    );
    // Of two owners who go at once, the second one waits for the lock, and then sees that they are the last.
    await queryRunner.query(`
      create function keep_group_owner() returns trigger language plpgsql as $$
      begin
        perform 1 from groups where id = old.group_id for update;
        if not found or exists (
          select 1 from group_members where group_id = old.group_id and role = 'owner') then
          return null;
        end if;
        update group_members set role = 'owner' where group_id = old.group_id and user_id = (
          select user_id from group_members
          where group_id = old.group_id and role in ('admin', 'member')
          order by role = 'admin' desc, joined_at, user_id limit 1);
        if not found then
          delete from groups where id = old.group_id;
        end if;
        return null;
      end $$`);
    await queryRunner.query(`
      create trigger group_members_keep_owner after delete on group_members
      for each row when (old.role = 'owner') execute function keep_group_owner()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table group_invites');
    await queryRunner.query('drop table group_members');
    await queryRunner.query('drop function keep_group_owner()');
    await queryRunner.query('drop table groups');
  }
}
