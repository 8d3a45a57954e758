import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { personalTables } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { StandInDiscord, type StandInGuild, type StandInMember } from '@vox/stand-ins';
import { DataSource } from 'typeorm';

import { eventually } from '../support/eventually';
import { placesOf } from './support/held-places';
import { PlantedPerson } from './support/planted-person';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

/** What an account is, or outlives everybody, and the name of a group that it goes on owning. */
const LEFT = Object.entries(personalTables)
  .flatMap(([table, { erased, personal }]) =>
    erased === 'always' ? [] : personal.map((column) => `${table}.${column}`),
  )
  .concat('groups.name');

describe('/forget of somebody who is a user of the server', () => {
  let discord: StandInDiscord;
  let guild: StandInGuild;
  let member: StandInMember;
  let whole: WholeApp;
  let dataDir: string;
  let ann: PlantedPerson;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'vox-forget-'));
    discord = await StandInDiscord.start();
    guild = discord.addGuild('Club');
    member = guild.addMember('Ann');
    whole = await WholeApp.start({
      DATA_DIR: dataDir,
      OUTBOUND_ALLOW_PRIVATE: 'true',
      DISCORD_TOKEN: discord.bot.token,
      DISCORD_API_URL: discord.apiUrl,
    });
    await whole.post('/api/webhooks', {
      url: 'http://127.0.0.1:9/hook',
      events: ['turn.completed'],
    });
    ann = new PlantedPerson(whole, dataDir, member.id);
    await ann.plant();
    await discord.bot.registered('forget');
  });
  afterAll(async () => {
    await whole.stop();
    await discord.close();
    await rm(dataDir, { recursive: true });
  });

  const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    whole.app.get(DataSource).query(text, values);
  const places = () => {
    const queue = whole.app.get(JobQueue);
    return placesOf(ann.needles, { database: whole.app.get(DataSource), dataDir, queue });
  };
  const forget = async (who: StandInMember) =>
    (await discord.command({ guild, bot: discord.bot, member: who, name: 'forget' }).reply())
      .content;

  it('is of Discord alone while they are nobody there', async () => {
    const bob = guild.addMember('Bob');
    expect(await forget(bob)).toBe(
      'Deleted: 0 conversations of yours and 0 messages in shared ones.',
    );
    expect(await sql('select * from erasures')).toEqual([]);
  });

  it('takes what a room recorded of them, answered consents and what they spent with it', async () => {
    const cy = guild.addMember('Cy');
    const [room] = await sql<{ id: string }>(
      `insert into sessions (id, user_id, channel, started_at, last_activity_at)
       values (gen_random_uuid(), 'room', 'discord', now(), now()) returning id`,
    );
    const about = [room?.id, cy.id];
    await sql(
      `insert into recordings (id, session_id, started_at, state, sealed_key, speaker_ids)
       values (gen_random_uuid(), $1, now(), 'complete', 'sealed', array[$2])`,
      about,
    );
    await sql(
      `insert into consents (session_id, person, is_own, kind, door, given_at)
       values ($1, $2, false, 'recording', 'discord', now())`,
      about,
    );
    const spent = await sql<{ id: string }>(
      `insert into provider_uses (id, used_at, kind, provider, purpose, user_id, is_estimated, server_id)
       values (gen_random_uuid(), now(), 'stt', 'deepgram', 'hearing', $1, false, gen_random_uuid())
       returning id`,
      [`discord:${cy.id}`],
    );
    await sql(`insert into discord_users (user_id, language) values ($1, 'de')`, [cy.id]);
    await forget(cy);
    const left = (table: string) => sql(`select * from ${table} where session_id = $1`, [room?.id]);
    expect([await left('recordings'), await left('consents')]).toEqual([[], []]);
    expect(await sql('select user_id from provider_uses where id = $1', [spent[0]?.id])).toEqual([
      { user_id: null },
    ]);
    expect(await sql('select language from discord_users where user_id = $1', [cy.id])).toEqual([
      { language: 'de' },
    ]);
  });

  it('erases what they have said on every door, and says so; their account and the link stay', async () => {
    expect(await places()).toEqual(expect.arrayContaining(['messages.content', 'memories.fact']));
    const [told] = await sql<{ owner_id: string }>(
      'select owner_id from sessions where user_id = $1',
      [`discord:${member.id}`],
    );
    expect(told?.owner_id).toBe(ann.userId);

    const answer = await forget(member);
    expect(answer).toMatch(
      /^Deleted: 1 conversation of yours and 2 messages in shared ones\. You/u,
    );
    expect(answer).toMatch(/by browser or any other way, is being deleted too/u);
    await eventually(
      () => sql<{ state: string }>('select state from erasures where user_id = $1', [ann.userId]),
      ([erasure]) => erasure?.state === 'done',
    );
    expect((await places()).filter((place) => !LEFT.includes(place))).toEqual([]);
    const [user] = await sql<{ discord_user_id: string; is_active: boolean }>(
      'select discord_user_id, is_active from users where id = $1',
      [ann.userId],
    );
    expect(user).toEqual({ discord_user_id: member.id, is_active: true });
    // They go on, and what was on its way is not stored.
    expect((await ann.ask('GET', '/api/me')).status).toBe(200);
    await ann.enqueue(ann.turn('late'));
    const after = ann.turn('after', { startedAtMs: Date.now() + 1, endedAtMs: Date.now() + 2 });
    const session = { ...after.session, id: crypto.randomUUID() };
    await ann.enqueue({ ...after, session });
    await eventually(
      () => sql('select 1 from messages where session_id = $1', [session.id]),
      (rows) => rows.length > 0,
    );
    const late = await sql("select 1 from messages where content like '%late'");
    expect(late).toEqual([]);
  });
});
