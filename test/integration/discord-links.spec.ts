import { StandInDiscord, type StandInGuild, type StandInMember } from '@vox/stand-ins';
import { DataSource } from 'typeorm';

import { DiscordLinks } from '../../src/discord-links';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;
type Answer = { readonly status: number; readonly body: Json };

const CODE = /`(?<code>[A-Z2-9]{4}-[A-Z2-9]{4})`/u;

/** Somebody whom the server knows, with a key of their own. */
type Person = {
  readonly id: string;
  readonly ask: (method: string, body?: Json) => Promise<Answer>;
};

describe('who people in Discord are', () => {
  let discord: StandInDiscord;
  let guild: StandInGuild;
  let whole: WholeApp;
  let other: WholeApp;

  beforeAll(async () => {
    discord = await StandInDiscord.start();
    guild = discord.addGuild('Club');
    const environment = { PUBLIC_URL: 'https://voice.example.org/', FAILED_KEYS_PER_MINUTE: '40' };
    whole = await WholeApp.start({
      ...environment,
      DISCORD_TOKEN: discord.bot.token,
      DISCORD_API_URL: discord.apiUrl,
    });
    const url = String(whole.app.get(DataSource).options['url' as never]);
    // Another server of the same database, without a bot.
    other = await WholeApp.start({ ...environment, DATABASE_URL: url });
    await discord.bot.registered('link');
  });
  afterAll(async () => {
    await other.stop();
    await whole.stop();
    await discord.close();
  });

  const answerOf = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const person = async (name: string, server: WholeApp = whole): Promise<Person> => {
    const user = await answerOf(await server.post('/api/users', { display_name: name }));
    const id = String(user.body['id']);
    const asked = { user_id: id, name, scopes: ['talk', 'read'] };
    const key = String((await answerOf(await server.post('/api/keys', asked))).body['key']);
    const ask = async (method: string, body?: Json) =>
      answerOf(
        await fetch(`${server.url}/api/me${method === 'GET' ? '' : '/discord'}`, {
          method,
          headers: { 'x-api-key': key, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    return { id, ask };
  };
  const say = async (member: StandInMember, name: string) => {
    const reply = await discord.command({ guild, bot: discord.bot, member, name }).reply();
    expect(reply.isEphemeral).toBe(true);
    return reply.content;
  };
  const codeFor = async (member: StandInMember) => {
    const content = await say(member, 'link');
    expect(content).toContain('<https://voice.example.org/#/account>');
    return CODE.exec(content)?.groups?.['code'] ?? '';
  };
  const sql = (text: string, values: unknown[] = []): Promise<Json[]> =>
    whole.app.get(DataSource).query(text, values);

  it('is said by both sides: a code that Discord tells, and a key that takes it', async () => {
    const [ann, member] = [await person('Ann'), guild.addMember('Ann')];
    expect((await ann.ask('GET')).body['discord']).toBeNull();
    const code = await codeFor(member);
    expect(JSON.stringify(await sql('select * from discord_link_codes'))).not.toContain(
      code.replace('-', ''),
    );
    const taken = await ann.ask('POST', { code: code.toLowerCase() });
    expect(taken).toEqual({ status: 200, body: { user_id: member.id } });
    expect((await ann.ask('GET')).body['discord']).toEqual({ user_id: member.id });
    expect(await sql('select * from discord_link_codes')).toEqual([]);
    expect(await say(member, 'link')).toMatch(/linked with a user of the server already/u);
    const listed = await answerOf(await whole.ask(`/api/users/${ann.id}`));
    expect(listed.body['discord_user_id']).toBe(member.id);
    const audit = await whole.ask('/api/audit?action=linkMyDiscord');
    expect(await audit.json()).toMatchObject([{ user_id: ann.id }]);
  });

  it('is ended by either side, and begun anew', async () => {
    const [bea, member] = [await person('Bea'), guild.addMember('Bea')];
    expect((await bea.ask('DELETE')).status).toBe(404);
    expect(await say(member, 'unlink')).toMatch(/linked with nobody/u);
    await bea.ask('POST', { code: await codeFor(member) });
    expect((await bea.ask('DELETE')).status).toBe(204);
    expect((await bea.ask('GET')).body['discord']).toBeNull();
    await bea.ask('POST', { code: await codeFor(member) });
    expect(await say(member, 'unlink')).toBe('You are linked with nobody any more.');
    expect((await bea.ask('GET')).body['discord']).toBeNull();
  });

  it('takes their sessions of their own along, and out of a group they were shared with', async () => {
    const [oli, member] = [await person('Oli'), guild.addMember('Oli')];
    const id = crypto.randomUUID();
    await sql(
      `insert into sessions (id, user_id, channel, started_at, last_activity_at)
       values ($1, $2, 'discord', now(), now())`,
      [id, `discord:${member.id}`],
    );
    const row = async () =>
      (await sql('select owner_id, group_id from sessions where id = $1', [id]))[0];
    await oli.ask('POST', { code: await codeFor(member) });
    expect(await row()).toEqual({ owner_id: oli.id, group_id: null });
    const [group] = await sql("insert into groups (name) values ('Ours') returning id");
    await sql('update sessions set group_id = $2 where id = $1', [id, group?.['id']]);
    expect(await row()).toEqual({ owner_id: oli.id, group_id: group?.['id'] });
    await oli.ask('DELETE');
    expect(await row()).toEqual({ owner_id: null, group_id: null });
  });

  it('lets agents remember there what they have allowed as a user', async () => {
    const [pia, member] = [await person('Pia'), guild.addMember('Pia')];
    const body = JSON.stringify({ enabled: true });
    await whole.ask(`/api/users/${pia.id}/memory`, { method: 'PUT', body });
    const id = crypto.randomUUID();
    await sql(
      `insert into sessions (id, user_id, channel, started_at, last_activity_at)
       values ($1, $2, 'discord', now(), now())`,
      [id, `discord:${member.id}`],
    );
    const consents = async () =>
      (await answerOf(await whole.ask(`/api/sessions/${id}/consents`))).body['memory'];
    expect(await consents()).toBe(false);
    await pia.ask('POST', { code: await codeFor(member) });
    expect(await eventually(consents, (isGiven) => isGiven === true)).toBe(true);
  });

  it('is not said by a code that is used, replaced, too old or made up', async () => {
    const [cid, eve] = [await person('Cid'), await person('Eve')];
    const [member, stranger] = [guild.addMember('Cid'), guild.addMember('Eve')];
    const replaced = await codeFor(member);
    const code = await codeFor(member);
    for (const wrong of [replaced, 'ABCD-EFGH', 'nonsense']) {
      const refused = await cid.ask('POST', { code: wrong });
      expect(refused).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining('not good (any more)') },
      });
    }
    expect((await cid.ask('POST', { code })).status).toBe(200);
    expect((await eve.ask('POST', { code })).status).toBe(404);
    const old = await codeFor(stranger);
    await sql(`update discord_link_codes set expires_at = now() where discord_user_id = $1`, [
      stranger.id,
    ]);
    expect((await eve.ask('POST', { code: old })).status).toBe(404);
    expect((await eve.ask('GET')).body['discord']).toBeNull();
  });

  it('moves nobody who is linked with somebody else', async () => {
    const [dan, dora] = [await person('Dan'), await person('Dora')];
    const [member, second] = [guild.addMember('Dan'), guild.addMember('Dan 2')];
    const code = await codeFor(member);
    await dan.ask('POST', { code: await codeFor(second) });
    expect(await dan.ask('POST', { code })).toMatchObject({
      status: 409,
      body: { detail: 'You are linked with somebody in Discord already: end that first.' },
    });
    // Nothing was used up by it.
    expect((await dora.ask('POST', { code })).status).toBe(200);
    // An admin says it of somebody who has a code.
    const fay = await person('Fay');
    const third = guild.addMember('Dan 3');
    const late = await codeFor(third);
    await patch(fay.id, { discord_user_id: third.id });
    const gus = await person('Gus');
    expect(await gus.ask('POST', { code: late })).toMatchObject({
      status: 409,
      body: { field: 'code', detail: expect.stringContaining('another user') },
    });
    expect((await gus.ask('GET')).body['discord']).toBeNull();
  });

  const patch = async (id: string, body: Json) =>
    answerOf(await whole.ask(`/api/users/${id}`, { method: 'PATCH', body: JSON.stringify(body) }));

  it('is set by admins too, who take nobody from anybody either', async () => {
    const [hal, ida] = [await person('Hal'), await person('Ida')];
    const discordUserId = '712345678901234999';
    const set = await patch(hal.id, { discord_user_id: discordUserId });
    expect(set.body['discord_user_id']).toBe(discordUserId);
    const taken = { status: 409, body: { field: 'discord_user_id' } };
    expect(await patch(ida.id, { discord_user_id: discordUserId })).toMatchObject(taken);
    const made = { display_name: 'Jo', discord_user_id: discordUserId };
    expect(await answerOf(await whole.post('/api/users', made))).toMatchObject(taken);
    expect((await patch(hal.id, { discord_user_id: 'hal' })).status).toBe(400);
    expect((await patch(hal.id, { discord_user_id: null })).body['discord_user_id']).toBeNull();
    expect((await answerOf(await whole.post('/api/users', made))).status).toBe(201);
  });

  it('is known to every server of the database', async () => {
    const [kay, member] = [await person('Kay', other), guild.addMember('Kay')];
    const code = await codeFor(member);
    expect((await kay.ask('POST', { code })).status).toBe(200);
    expect(await say(member, 'link')).toMatch(/already/u);
    const lea = guild.addMember('Lea');
    const twice = await codeFor(lea);
    const [one, two] = [await person('Lea'), await person('Lea', other)];
    const taken = await Promise.all([
      one.ask('POST', { code: twice }),
      two.ask('POST', { code: twice }),
    ]);
    expect(taken.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('is one of two who are linked at the same moment', async () => {
    const [max, mia] = [await person('Max'), await person('Mia')];
    const links = whole.app.get(DiscordLinks);
    const settled = await Promise.allSettled(
      [max, mia].map(({ id }) => links.set(id, '712345678901234888')),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is nobody for the server itself, and for who has a token', async () => {
    const body = JSON.stringify({ code: 'ABCD-EFGH' });
    expect((await whole.ask('/api/me/discord', { method: 'POST', body })).status).toBe(409);
    expect((await whole.ask('/api/me/discord', { method: 'DELETE' })).status).toBe(404);
    const made = await whole.post('/api/tokens', { user_id: 'me' });
    const { token } = (await made.json()) as { token: string };
    const headers = { 'x-api-key': token, 'content-type': 'application/json' };
    const asked = await fetch(`${whole.url}/api/me/discord`, { method: 'POST', headers, body });
    expect(asked.status).toBe(403);
  });

  it('is not guessed: an address with too many wrong codes is not listened to', async () => {
    const [nia, member] = [await person('Nia', other), guild.addMember('Nia')];
    const code = await codeFor(member);
    const statuses: number[] = [];
    for (let guess = 0; guess < 60 && !statuses.includes(429); guess++) {
      statuses.push((await nia.ask('POST', { code: 'AAAA-AAAA' })).status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect((await nia.ask('POST', { code })).status).toBe(429);
    expect((await nia.ask('GET')).status).toBe(429);
  });
});
