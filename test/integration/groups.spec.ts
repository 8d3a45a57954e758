import { silenceLogs } from './support/quiet-logger';
import { TeamBench } from './support/team-bench';

silenceLogs();

type Json = Record<string, unknown>;

describe('groups', () => {
  let team: TeamBench;
  let groupId = '';

  beforeAll(async () => {
    team = await TeamBench.start();
    for (const name of ['Ann', 'Bob', 'Carl', 'Dora', 'Eve']) await team.addUser(name);
    groupId = await team.makeGroup('Ann', 'Support');
  });
  afterAll(() => team.stop());

  const rolesIn = async (id: string) => {
    const { body } = await team.ask('server', 'GET', `/api/groups/${id}/members`);
    return Object.fromEntries(
      (body as Json[]).map((one) => [one['display_name'], one['role']]),
    ) as Json;
  };
  const audited = async (action: string) => {
    const { body } = await team.ask('server', 'GET', `/api/audit?action=${action}&limit=1`);
    return (body as Json[])[0];
  };

  it('belong to who has made them, and are there for who is in them and for admins alone', async () => {
    const mine = { id: groupId, name: 'Support', role: 'owner', member_count: 1 };
    expect((await team.ask('Ann', 'GET', '/api/groups')).body).toMatchObject([mine]);
    expect((await team.ask('Bob', 'GET', '/api/groups')).body).toEqual([]);
    const all = (await team.ask('server', 'GET', '/api/groups')).body;
    expect(all).toMatchObject([{ ...mine, role: null }]);
    for (const [method, path, body] of [
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', '', undefined],
      ['GET', '/members', undefined],
      ['PATCH', `/members/${team.idOf('Ann')}`, { role: 'guest' }],
      ['DELETE', `/members/${team.idOf('Ann')}`, undefined],
      ['POST', '/leave', undefined],
      ['POST', '/invites', {}],
      ['GET', '/invites', undefined],
      ['DELETE', `/invites/${crypto.randomUUID()}`, undefined],
    ] as const) {
      const told = async (id: string) => {
        const { status, body: answer } = await team.ask(
          'Bob',
          method,
          `/api/groups/${id}${path}`,
          body,
        );
        return { status, detail: (answer as Json)['detail'] };
      };
      const [ofAnn, ofNobody] = [await told(groupId), await told(crypto.randomUUID())];
      expect({ path, ...ofAnn }).toEqual({ path, ...ofNobody });
      expect(ofAnn.status).toBe(404);
    }
    expect(await audited('createGroup')).toMatchObject({
      target_id: groupId,
      user_id: team.idOf('Ann'),
    });
  });

  it('are joined with an invite, as often as it says and no more', async () => {
    const { id, token } = await team.invite('Ann', groupId, { role: 'admin' });
    expect(token).toMatch(/^voxg_[\w-]{43}$/u);
    expect((await team.join('Bob', token)).body).toMatchObject({ id: groupId, role: 'admin' });
    expect((await team.join('Carl', token)).status).toBe(404);
    // Who is in already uses up none.
    const twice = await team.invite('Bob', groupId, { role: 'member', max_uses: 2 });
    expect((await team.join('Ann', twice.token)).body).toMatchObject({ role: 'owner' });
    expect((await team.join('Carl', twice.token)).body).toMatchObject({ role: 'member' });
    expect((await team.join('Carl', twice.token)).status).toBe(200);
    const guests = await team.invite('Bob', groupId, { role: 'guest', max_uses: null });
    expect((await team.join('Dora', guests.token)).body).toMatchObject({ role: 'guest' });
    const listed = (await team.ask('Ann', 'GET', `/api/groups/${groupId}/invites`)).body;
    expect(listed).toMatchObject([
      { uses: 1 },
      { uses: 1, invited_by: team.idOf('Bob') },
      { id, uses: 1 },
    ]);
    expect(JSON.stringify(listed)).not.toContain(token);
    expect(await rolesIn(groupId)).toEqual({
      Ann: 'owner',
      Bob: 'admin',
      Carl: 'member',
      Dora: 'guest',
    });
    expect(await audited('joinGroup')).toMatchObject({
      target_id: groupId,
      user_id: team.idOf('Dora'),
    });
  });

  it('are joined once by each of many who come at once with the last use of an invite', async () => {
    const { token } = await team.invite('Ann', groupId, { role: 'member' });
    const people = ['Eve', 'Dora'] as const;
    const joined = await Promise.all(people.map((name) => team.join(name, token)));
    expect(joined.map(({ status }) => status).sort()).toEqual([200, 404]);
    const roles = await rolesIn(groupId);
    for (const name of people) {
      const path = `/api/groups/${groupId}/members/${team.idOf(name)}`;
      if (roles[name] === 'member') await team.ask('Ann', 'DELETE', path);
    }
    const again = await team.invite('Ann', groupId, { role: 'guest', max_uses: null });
    await team.join('Dora', again.token);
    expect(await rolesIn(groupId)).toMatchObject({ Dora: 'guest' });
  });

  it('are joined with no invite that has expired or was taken back, nor with one of who has left', async () => {
    const expired = await team.invite('Ann', groupId, {});
    const revoked = await team.invite('Ann', groupId, {});
    await team.query('update group_invites set expires_at = now() where id = $1', [expired.id]);
    const path = `/api/groups/${groupId}/invites/${revoked.id}`;
    expect((await team.ask('Bob', 'DELETE', path)).status).toBe(204);
    expect((await team.ask('Bob', 'DELETE', path)).status).toBe(404);
    expect(await audited('revokeGroupInvite')).toMatchObject({
      details: { invite_id: revoked.id },
    });
    const ofBob = await team.invite('Bob', groupId, { role: 'admin' });
    const bob = `/api/groups/${groupId}/members/${team.idOf('Bob')}`;
    await team.ask('Ann', 'PATCH', bob, { role: 'member' });
    await team.ask('Ann', 'PATCH', bob, { role: 'admin' });
    const then = await team.invite('Bob', groupId, { role: 'admin' });
    expect((await team.ask('Bob', 'POST', `/api/groups/${groupId}/leave`)).status).toBe(204);
    for (const { token } of [expired, revoked, ofBob, then]) {
      expect((await team.join('Eve', token)).status).toBe(404);
    }
    expect(await rolesIn(groupId)).toEqual({ Ann: 'owner', Carl: 'member', Dora: 'guest' });
  });

  it('let nobody give more than they have, nor take from who has more', async () => {
    const { token } = await team.invite('Ann', groupId, { role: 'admin' });
    await team.join('Bob', token);
    const path = (name: string) => `/api/groups/${groupId}/members/${team.idOf(name)}`;
    const status = async (who: string, method: string, where: string, body?: object) =>
      (await team.ask(who, method, where, body)).status;
    const invites = `/api/groups/${groupId}/invites`;
    expect(await status('Bob', 'POST', invites, { role: 'owner' })).toBe(403);
    expect(await status('Bob', 'PATCH', path('Carl'), { role: 'owner' })).toBe(403);
    expect(await status('Bob', 'PATCH', path('Ann'), { role: 'guest' })).toBe(403);
    expect(await status('Bob', 'DELETE', path('Ann'))).toBe(403);
    expect(await status('Bob', 'DELETE', `/api/groups/${groupId}`)).toBe(403);
    expect(await status('Carl', 'POST', invites, { role: 'guest' })).toBe(403);
    expect(await status('Carl', 'GET', invites)).toBe(403);
    expect(await status('Carl', 'PATCH', path('Carl'), { role: 'admin' })).toBe(403);
    expect(await status('Carl', 'PATCH', `/api/groups/${groupId}`, { name: 'x' })).toBe(403);
    expect(await status('Carl', 'GET', `/api/groups/${groupId}/members`)).toBe(200);
    expect(await status('Dora', 'GET', `/api/groups/${groupId}/members`)).toBe(403);
    expect((await team.ask('Dora', 'GET', '/api/groups')).body).toMatchObject([{ role: 'guest' }]);
    expect(await status('Bob', 'PATCH', `/api/groups/${groupId}`, { name: 'Desk' })).toBe(200);
    expect(await status('Bob', 'PATCH', path('Carl'), { role: 'admin' })).toBe(200);
    expect(await audited('updateGroupMember')).toMatchObject({
      details: { user_id: team.idOf('Carl') },
    });
    expect(
      await status('Eve', 'POST', '/api/groups', { name: 'x', owner_id: team.idOf('Ann') }),
    ).toBe(400);
  });

  it('have always an owner', async () => {
    const ann = `/api/groups/${groupId}/members/${team.idOf('Ann')}`;
    for (const who of ['Ann', 'server']) {
      expect((await team.ask(who, 'PATCH', ann, { role: 'member' })).status).toBe(409);
      expect((await team.ask(who, 'DELETE', ann)).status).toBe(409);
    }
    expect((await team.ask('Ann', 'POST', `/api/groups/${groupId}/leave`)).status).toBe(409);
    // Of admins the one who has been there longest, before members who have been there longer.
    await team.query(
      `update group_members set joined_at = now() - interval '1 hour' where user_id = $1`,
      [team.idOf('Carl')],
    );
    expect((await team.ask('server', 'DELETE', `/api/users/${team.idOf('Ann')}`)).status).toBe(204);
    expect(await rolesIn(groupId)).toEqual({ Carl: 'owner', Bob: 'admin', Dora: 'guest' });
    for (const name of ['Carl', 'Bob']) {
      await team.ask('server', 'DELETE', `/api/users/${team.idOf(name)}`);
    }
    // A guest is left, who becomes no owner.
    expect(await team.query('select 1 from groups')).toEqual([]);
    expect(await team.query('select 1 from group_members')).toEqual([]);
  });

  it('are kept by one of two owners who are deleted at once, or by who comes after them', async () => {
    const [one, other] = [await team.addUser('Fay'), await team.addUser('Gus')];
    const id = await team.makeGroup('Fay', 'Two');
    const { token } = await team.invite('Fay', id, { role: 'owner' });
    await team.join('Gus', token);
    const member = await team.invite('Fay', id, { role: 'member' });
    await team.join('Eve', member.token);
    const deleted = await Promise.all(
      [one, other].map((user) => team.ask('server', 'DELETE', `/api/users/${user}`)),
    );
    expect(deleted.map(({ status }) => status)).toEqual([204, 204]);
    expect(await rolesIn(id)).toEqual({ Eve: 'owner' });
    expect((await team.ask('Eve', 'DELETE', `/api/groups/${id}`)).status).toBe(204);
    expect((await team.ask('server', 'GET', `/api/groups/${id}/members`)).status).toBe(404);
  });

  it('are not for tokens, and the server itself owns and joins none', async () => {
    const { body } = await team.ask('Eve', 'POST', '/api/tokens', { user_id: 'me' });
    const headers = { 'x-api-key': String((body as Json)['token']) };
    expect((await fetch(`${team.url}/api/groups`, { headers })).status).toBe(403);
    const make = (owner: object) =>
      team.ask('server', 'POST', '/api/groups', { name: 'x', ...owner });
    expect((await make({})).status).toBe(400);
    expect((await make({ owner_id: crypto.randomUUID() })).status).toBe(400);
    expect((await make({ owner_id: team.idOf('Eve') })).body).toMatchObject({ role: null });
    expect((await team.join('server', 'voxg_x')).status).toBe(409);
    expect(await team.query('select 1 from groups')).toHaveLength(1);
  });
});

describe('tokens of groups that are guessed', () => {
  it('are not looked at from an address from which too many wrong ones came', async () => {
    const team = await TeamBench.start({ FAILED_KEYS_PER_MINUTE: '5' });
    try {
      await team.addUser('Ann');
      await team.addUser('Bob');
      const id = await team.makeGroup('Ann', 'Support');
      const { token } = await team.invite('Ann', id, {});
      const statuses = [];
      for (let guess = 0; guess < 5; guess++) {
        statuses.push((await team.join('Bob', `voxg_${String(guess)}`)).status);
      }
      expect(statuses).toEqual([404, 404, 404, 404, 404]);
      expect((await team.join('Bob', token)).status).toBe(429);
      expect(await team.query('select 1 from group_members')).toHaveLength(1);
    } finally {
      await team.stop();
    }
  });
});
