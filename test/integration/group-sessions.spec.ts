import { randomUUID } from 'node:crypto';

import { EVENTS_SOCKET_PATH, VOICE_SOCKET_PATH } from '@vox/protocol';

import { eventually } from '../support/eventually';
import { SocketTestClient, until } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';
import { TeamBench } from './support/team-bench';

silenceLogs();

type Json = Record<string, unknown>;

describe('a session that a group shares, while people talk in it', () => {
  let team: TeamBench;
  let groupId = '';
  const clients: SocketTestClient[] = [];

  beforeAll(async () => {
    team = await TeamBench.start();
    for (const name of ['Ann', 'Bob', 'Carl', 'Dora', 'Fay']) await team.addUser(name);
    groupId = await team.makeTeam('Ann', { Bob: 'member', Carl: 'member', Dora: 'guest' });
    await team.makeTeam('Fay', {});
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.socket.terminate();
  });
  afterAll(() => team.stop());

  const dial = async (who: string, path: string = VOICE_SOCKET_PATH) => {
    const url = `${team.url.replace('http', 'ws')}${path}?api_key=${team.keyOf(who)}`;
    const client = new SocketTestClient(url);
    clients.push(client);
    return client.opened();
  };
  const follow = async (who: string) => {
    const client = await dial(who, EVENTS_SOCKET_PATH);
    client.send({ event: 'subscribe' });
    await client.event('subscribed');
    return client;
  };
  const share = async (who: string) => {
    const client = await dial(who);
    await client.start({ user_id: 'me', group_id: groupId });
    const { data } = await client.event('session_started');
    return { client, id: String(data['session_id']) };
  };
  const refusalOf = async (who: string, session_id: string) => {
    const client = await dial(who);
    client.send({ event: 'start', data: { user_id: 'me', session_id } });
    const { data } = await client.event('error');
    return { ...data, session_id: undefined };
  };
  const sessionsOf = (client: SocketTestClient) =>
    new Set(client.messages.map(({ data }) => data?.['session_id']));
  const listed = async (who: string, list: string) =>
    JSON.stringify((await team.ask(who, 'GET', `/api/sessions/${list}`)).body);

  it('is seen as it goes on by its members, and by nobody else', async () => {
    const [bob, fay, dora] = [await follow('Bob'), await follow('Fay'), await follow('Dora')];
    const { client: ann, id } = await share('Ann');
    ann.send({ event: 'text_message', data: { text: 'Hello.' } });
    await ann.event('turn_complete');
    await bob.message(({ event, data }) => event === 'message_saved' && data['session_id'] === id);
    for (const list of ['active', 'live']) {
      expect(await listed('Bob', list)).toContain(id);
      for (const who of ['Dora', 'Fay']) expect(await listed(who, list)).not.toContain(id);
    }
    for (const other of [fay, dora]) {
      other.send({ event: 'ping' });
      await other.event('pong');
      expect(sessionsOf(other)).not.toContain(id);
    }
    const stored = await team.query(
      'select owner_id, group_id, user_id from sessions where id = $1',
      [id],
    );
    expect(stored).toEqual([{ owner_id: team.idOf('Ann'), group_id: groupId, user_id: 'me' }]);
  });

  it('is taken part in by a member as who they are, and by nobody else', async () => {
    const { client: ann, id } = await share('Ann');
    const nobody = await refusalOf('Fay', randomUUID());
    expect(nobody).toMatchObject({ code: 'session_not_found' });
    for (const who of ['Fay', 'Dora']) expect(await refusalOf(who, id)).toEqual(nobody);
    const bob = await dial('Bob');
    await bob.start({ user_id: 'Bob', session_id: id, group_id: groupId });
    expect((await bob.event('session_started')).data).toMatchObject({
      session_id: id,
      guest: { id: team.idOf('Bob'), name: 'Bob' },
    });
    bob.send({ event: 'text_message', data: { text: 'I am here, too.' } });
    const { data } = await ann.event('turn_complete');
    expect(data).toMatchObject({ speakers: [{ id: team.idOf('Bob'), name: 'Bob' }] });
  });

  it('is gone on with by a member as who they are, on its owner’s account', async () => {
    const { client: ann, id } = await share('Ann');
    ann.socket.close();
    await ann.closed();
    await eventually(
      () => team.query<{ active: boolean }>('select active from sessions where id = $1', [id]),
      ([row]) => row?.active === false,
    );
    const bob = await dial('Bob');
    await bob.start({ user_id: 'else', session_id: id });
    const guest = { id: team.idOf('Bob'), name: 'else' };
    expect((await bob.event('session_started')).data).toMatchObject({ guest });
    bob.send({ event: 'text_message', data: { text: 'Where were we?' } });
    expect((await bob.event('turn_complete')).data).toMatchObject({ speakers: [guest] });
    const said = await eventually(
      () => team.query<Json>('select speaker_ids from messages where session_id = $1', [id]),
      (rows) => rows.length === 2,
    );
    expect(said).toEqual([guest, guest].map((speaker) => ({ speaker_ids: [speaker.id] })));
    const uses = await eventually(
      () =>
        team.query<Json>(
          `select owner_id from provider_uses where session_id = $1 and kind = 'llm'`,
          [id],
        ),
      (rows) => rows.length > 0,
    );
    expect(new Set(uses.map((row) => row['owner_id']))).toEqual(new Set([team.idOf('Ann')]));
    const stored = await team.query('select owner_id, user_id from sessions where id = $1', [id]);
    expect(stored).toEqual([{ owner_id: team.idOf('Ann'), user_id: 'me' }]);
    // Of another group than its own it is not.
    const other = await dial('Bob');
    const data = { user_id: 'me', session_id: id, group_id: randomUUID() };
    other.send({ event: 'start', data });
    expect((await other.event('error')).data).toMatchObject({ field: 'group_id' });
  });

  it('is exported by its members, with all others or alone, and by nobody else', async () => {
    const shared: string[] = [];
    for (const who of ['Ann', 'Bob']) {
      const { client, id } = await share(who);
      client.send({ event: 'text_message', data: { text: `I am ${who}.` } });
      await client.event('turn_complete');
      shared.push(id);
    }
    const own = await team.ask('Ann', 'POST', '/api/sessions', { user_id: 'me' });
    const file = async (who: string, path: string) => {
      const headers = { 'x-api-key': team.keyOf(who) };
      const answer = await fetch(`${team.url}${path}`, { headers });
      return { status: answer.status, body: await answer.text() };
    };
    const ordered = async (who: string, what: Json, from = '/api/exports') => {
      const made = await team.ask(who, 'POST', from, what);
      expect(made.status).toBe(202);
      const path = `/api/exports/${String((made.body as Json)['id'])}`;
      const done = await eventually(
        () => file(who, path),
        ({ status }) => status === 200,
      );
      return { path, body: done.body };
    };
    const carls = await ordered('Carl', { group_id: groupId });
    for (const whole of [carls, await ordered('server', { group_id: groupId })]) {
      for (const id of shared) expect(whole.body).toContain(id);
      expect(whole.body).toContain('I am Bob.');
      expect(whole.body).not.toContain(String((own.body as Json)['id']));
    }
    // Everything of one person, which is no group's.
    const bobs = `/api/users/${team.idOf('Bob')}/export`;
    const all = await ordered('server', {}, bobs);
    expect(shared.map((id) => all.body.includes(id))).toEqual([false, true]);
    expect((await team.ask('Carl', 'POST', bobs, {})).status).toBe(404);
    expect((await file('Bob', all.path)).status).toBe(404);
    const one = await ordered('Carl', { session_id: shared[0] });
    expect([one.body.includes('I am Ann.'), one.body.includes('I am Bob.')]).toEqual([true, false]);
    const none = { status: 400, body: { errors: [{ field: 'group_id' }] } };
    const unknown = await team.ask('Fay', 'POST', '/api/exports', { group_id: randomUUID() });
    for (const who of ['Dora', 'Fay']) {
      const refused = await team.ask(who, 'POST', '/api/exports', { group_id: groupId });
      expect(refused).toMatchObject(none);
      expect(refused).toEqual(unknown);
      expect((await file(who, carls.path)).status).toBe(404);
    }
    expect((await file('Bob', carls.path)).status).toBe(404);
    // What is shared no longer is in no file any more.
    await team.query('update sessions set group_id = null where id = $1', [shared[0]]);
    for (const path of [carls.path, one.path]) expect((await file('Carl', path)).status).toBe(404);
    // Nor are files theirs who are taken out.
    const left = await ordered('Carl', { group_id: groupId });
    await team.query('delete from group_members where group_id = $1 and user_id = $2', [
      groupId,
      team.idOf('Carl'),
    ]);
    expect((await file('Carl', left.path)).status).toBe(404);
    await team.query(
      "insert into group_members (group_id, user_id, role) values ($1, $2, 'member')",
      [groupId, team.idOf('Carl')],
    );
  });

  it('is out of sight of who is taken out, at once, and what is theirs goes on', async () => {
    const { id } = await share('Ann');
    const events = await follow('Carl');
    const [own, member] = [await dial('Carl'), await dial('Carl')];
    await own.start({ user_id: 'me' });
    const ownId = String((await own.event('session_started')).data['session_id']);
    await member.start({ user_id: 'me', session_id: id });
    const path = `/api/groups/${groupId}/members/${team.idOf('Carl')}`;
    expect((await team.ask('Ann', 'DELETE', path)).status).toBe(204);
    expect(await member.closed()).toBe(1008);
    expect((await member.event('error')).data).toMatchObject({ code: 'unauthorized' });
    expect(await listed('Carl', 'live')).not.toContain(id);
    const { client: later, id: laterId } = await share('Ann');
    later.send({ event: 'text_message', data: { text: 'Is he gone?' } });
    await later.event('turn_complete');
    own.send({ event: 'text_message', data: { text: 'Am I still here?' } });
    await own.event('turn_complete');
    await events.message(
      ({ event, data }) => event === 'turn_complete' && data['session_id'] === ownId,
    );
    expect(sessionsOf(events)).not.toContain(laterId);
  });

  it('is left by the others once its owner has left the group, whose account they talk on', async () => {
    await team.addUser('Hal');
    await team.join('Hal', (await team.invite('Ann', groupId, {})).token);
    const { client: hal, id } = await share('Hal');
    const bob = await dial('Bob');
    await bob.start({ user_id: 'me', session_id: id });
    const alone = await dial('Bob');
    await alone.start({ user_id: 'me' });
    expect((await team.ask('Hal', 'POST', `/api/groups/${groupId}/leave`)).status).toBe(204);
    expect(await bob.closed()).toBe(1008);
    expect((await bob.event('error')).data).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('owner') as unknown,
    });
    for (const client of [hal, alone]) {
      client.send({ event: 'text_message', data: { text: 'Am I still here?' } });
      await client.event('turn_complete');
    }
  });

  it('is out of sight within seconds of who is taken out at another server', async () => {
    const { id } = await share('Ann');
    const [member, events] = [await dial('Bob'), await follow('Bob')];
    await member.start({ user_id: 'me', session_id: id });
    const startMs = performance.now();
    await team.query('delete from group_members where user_id = $1', [team.idOf('Bob')]);
    expect(await member.closed()).toBe(1008);
    // Checked every 15 s, of what was asked 3 s ago at most.
    const { id: laterId } = await share('Ann');
    events.send({ event: 'ping' });
    await events.event('pong');
    expect(sessionsOf(events)).not.toContain(laterId);
    expect(performance.now() - startMs).toBeLessThan(50_000);
    await until(() => events.socket.readyState === events.socket.OPEN);
  });
});
