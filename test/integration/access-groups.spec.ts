import { randomUUID } from 'node:crypto';

import { bodyOf } from './support/access-cells';
import { silenceLogs } from './support/quiet-logger';
import { type Operation, RestDocument } from './support/rest-document';
import { TeamBench } from './support/team-bench';

silenceLogs();

type Json = Record<string, unknown>;

/** Who is what to a session of Sue's that the group shares. */
const INSIDE = { Sue: 'its owner', Ann: 'owner', Bob: 'admin', Carl: 'member' } as const;
const OUTSIDE = [
  'Dora, a guest',
  'Eve, who was taken out',
  'Fay, of another group',
  'Gus',
] as const;

/** Every route of a session, as the document knows it, for everybody who could be something to its group. */
describe('who may do what with a session of a group', () => {
  let team: TeamBench;
  let about: readonly Operation[];
  let groupId = '';
  let token = '';

  beforeAll(async () => {
    team = await TeamBench.start();
    const document = await (await fetch(`${team.url}/api/openapi.json`)).json();
    about = new RestDocument(document).operations.filter(({ right }) => right !== undefined);
    for (const name of [...Object.keys(INSIDE), ...OUTSIDE]) await team.addUser(name);
    groupId = await team.makeTeam('Ann', {
      Bob: 'admin',
      Carl: 'member',
      Sue: 'member',
      [OUTSIDE[0]]: 'guest',
      [OUTSIDE[1]]: 'member',
    });
    await team.ask('Ann', 'DELETE', `/api/groups/${groupId}/members/${team.idOf(OUTSIDE[1])}`);
    await team.makeTeam(OUTSIDE[2], {});
    const asked = { user_id: 'me', scopes: ['talk', 'read'] };
    token = String(((await team.ask('Carl', 'POST', '/api/tokens', asked)).body as Json)['token']);
  });
  afterAll(() => team.stop());

  const share = async (title = 'Plum'): Promise<string> => {
    const asked = { user_id: 'me', title, group_id: groupId };
    const { status, body } = await team.ask('Sue', 'POST', '/api/sessions', asked);
    expect({ status, group: (body as Json)['group_id'] }).toEqual({ status: 201, group: groupId });
    return String((body as Json)['id']);
  };
  const askAbout = async (who: string, operation: Operation, session: string) => {
    const path = operation.path
      .replace(/\/sessions\/\{\w+\}/u, `/sessions/${session}`)
      .replaceAll(/\{\w+\}/gu, randomUUID());
    const body = bodyOf(operation) === undefined ? undefined : (operation.example as object);
    const response = await fetch(`${team.url}${path}`, {
      method: operation.method,
      headers: {
        'content-type': 'application/json',
        'x-api-key': who === 'a token' ? token : team.keyOf(who),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };

  it('is as each route declares it, for whoever may know of it', async () => {
    expect(new Set(about.map(({ right }) => right))).toEqual(
      new Set(['know', 'continue', 'change']),
    );
    const faults: string[] = [];
    for (const operation of about) {
      for (const [who, role] of Object.entries(INSIDE)) {
        const { status, text } = await askAbout(who, operation, await share());
        const isRefused = status === 401 || status === 403 || text.includes('no such session');
        const expected = operation.right === 'change' && role === 'member';
        if (isRefused !== expected || (expected && status !== 403)) {
          faults.push(`${operation.id} for ${role}: ${status} ${text.slice(0, 200)}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(about.length).toBeGreaterThan(10);
  });

  it('is nothing for anybody else: it is not there, as one that nobody has', async () => {
    const session = await share();
    const faults: string[] = [];
    for (const operation of about) {
      for (const who of [...OUTSIDE, 'a token']) {
        const [ofSue, ofNobody] = [
          await askAbout(who, operation, session),
          await askAbout(who, operation, randomUUID()),
        ];
        const isForKeys = who === 'a token' && operation.isForKeys;
        if (ofSue.status !== (isForKeys ? 403 : 404) || ofSue.text !== ofNobody.text) {
          faults.push(`${operation.id} for ${who}: ${ofSue.status} ${ofSue.text}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect((await team.ask('Sue', 'GET', `/api/sessions/${session}`)).status).toBe(200);
  });

  it('is in the lists, searches and sums of who may know of it, and of nobody else', async () => {
    const session = await share('Quince');
    const said = { role: 'user', content: 'Nobody else hears of quinces.' };
    const added = await team.ask('Carl', 'POST', `/api/sessions/${session}/messages`, said);
    expect(added.status).toBe(201);
    const turn = `/api/turns/${String((added.body as Json)['turn_id'])}`;
    for (const path of [
      '/api/sessions?q=quinces',
      '/api/sessions?q=quince&user_id=me',
      `/api/sessions?group_id=${groupId}&q=quin`,
      `/api/usage?session_id=${session}`,
    ]) {
      const count = async (who: string) => {
        const { status, body } = await team.ask(who, 'GET', path);
        return status === 200 ? (body as Json[]).length : `${status} ${JSON.stringify(body)}`;
      };
      for (const who of [...Object.keys(INSIDE), 'server']) {
        expect({ path, who, count: await count(who) }).toEqual({ path, who, count: 1 });
      }
      for (const who of OUTSIDE) {
        expect({ path, who, count: await count(who) }).toEqual({ path, who, count: 0 });
      }
    }
    for (const who of Object.keys(INSIDE)) {
      expect((await team.ask(who, 'GET', turn)).status).toBe(200);
    }
    for (const who of OUTSIDE) expect((await team.ask(who, 'GET', turn)).status).toBe(404);
  });

  it('is shared by members alone, and what is asked of another group is asked of none', async () => {
    const open = async (who: string, group_id: string) => {
      const { status, body } = await team.ask(who, 'POST', '/api/sessions', {
        user_id: 'x',
        group_id,
      });
      return { status, detail: (body as Json)['detail'] };
    };
    for (const who of OUTSIDE) {
      const refusal = await open(who, groupId);
      expect(refusal).toEqual(await open(who, randomUUID()));
      expect(refusal).toEqual({ status: 400, detail: 'group_id: there is no such group' });
    }
    expect((await open('server', randomUUID())).status).toBe(400);
    expect((await open('server', groupId)).status).toBe(201);
    const asked = { user_id: 'me', group_id: groupId };
    const headers = { 'content-type': 'application/json', 'x-api-key': token };
    const byToken = await fetch(`${team.url}/api/sessions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(asked),
    });
    expect(byToken.status).toBe(400);
  });

  it('goes on with its owner alone when they are in the group no longer, and stays to be read', async () => {
    await team.addUser('Hal');
    await team.join('Hal', (await team.invite('Ann', groupId, {})).token);
    const asked = { user_id: 'me', group_id: groupId };
    const { body } = await team.ask('Hal', 'POST', '/api/sessions', asked);
    const path = `/api/sessions/${String((body as Json)['id'])}`;
    const said = { role: 'user', content: 'Hello.' };
    const add = async (who: string) =>
      (await team.ask(who, 'POST', `${path}/messages`, said)).status;
    expect(await add('Carl')).toBe(201);
    expect((await team.ask('Hal', 'POST', `/api/groups/${groupId}/leave`)).status).toBe(204);
    expect(await add('Carl')).toBe(403);
    expect(await add('Hal')).toBe(201);
    expect((await team.ask('Carl', 'GET', `${path}/messages`)).body).toHaveLength(2);
    expect((await team.ask('Bob', 'PATCH', path, { title: 'Hal was here' })).status).toBe(200);
  });

  it('is its owner’s alone once the group is deleted', async () => {
    const other = await team.makeTeam('Ann', { Carl: 'admin' });
    const asked = { user_id: 'me', group_id: other };
    const { body } = await team.ask('Carl', 'POST', '/api/sessions', asked);
    const path = `/api/sessions/${String((body as Json)['id'])}`;
    expect((await team.ask('Ann', 'GET', path)).status).toBe(200);
    expect((await team.ask('Ann', 'DELETE', `/api/groups/${other}`)).status).toBe(204);
    expect((await team.ask('Ann', 'GET', path)).status).toBe(404);
    expect((await team.ask('Carl', 'GET', path)).body).toMatchObject({ group_id: null });
  });
});
