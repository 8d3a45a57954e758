import { randomUUID } from 'node:crypto';

import { ConversationModule, ConversationService } from '../../src/conversation';
import { Invites, InvitesModule } from '../../src/invites';
import { MAX_INVITES_PER_SESSION } from '../../src/invites/invite-book';
import { SessionsModule } from '../../src/sessions';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

/** As many as the server under test has connections to its database. */
const AT_ONCE = 5;

type Made = { readonly id: string; readonly invite: string };

describe('/api/sessions/:id/invites', () => {
  let database: TestDatabase;
  let server: TestApp;
  let invites: Invites;
  let session: string;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [ConversationModule, InvitesModule, SessionsModule],
      environment: { SECRETS_KEY: 'ab'.repeat(32) },
    });
    invites = server.app.get(Invites);
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });
  beforeEach(async () => {
    const request = { userId: 'ann', channel: 'websocket' } as const;
    const conversations = server.app.get(ConversationService);
    session = (await conversations.getOrCreateSession(request)).sessionId;
  });

  const path = (id = session) => `/api/sessions/${id}/invites`;
  const make = async (body: object = {}) => {
    const made = await server.request('POST', path(), { name: 'Cy', ...body });
    expect(made.status).toBe(201);
    return made.body as Made;
  };
  const read = ({ invite }: Made) => {
    const found = invites.read(invite);
    if (found === undefined) throw new Error('the invite is not valid');
    return found;
  };

  it('makes none for a session that does not exist', async () => {
    const refused = await server.request('POST', path(randomUUID()), { name: 'Cy' });
    expect(refused).toMatchObject({ status: 404, body: { detail: 'There is no such session' } });
  });

  it.each([
    ['max_uses', { max_uses: 0 }],
    ['max_uses', { max_uses: 1.5 }],
    ['max_uses', { max_uses: 'one' }],
    ['name', { name: 'a\0b' }],
    ['guest_id', { guest_id: 'a b' }],
    ['expires_in_s', { expires_in_s: 1e9 }],
  ])('refuses a wrong %s', async (field, body) => {
    const refused = await server.request('POST', path(), { name: 'Cy', ...body });
    expect(refused).toMatchObject({ status: 400, body: { field } });
  });

  it('lets one of many in who come at once with an invite for one', async () => {
    const invite = read(await make({ max_uses: 1 }));
    const uses = await Promise.allSettled(Array.from({ length: 10 }, () => invites.use(invite)));
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await server.request('GET', path())).body).toMatchObject([{ max_uses: 1, uses: 1 }]);
  });

  it('shows those that are out without their tokens, and takes them back', async () => {
    const [kept, taken] = [await make({ max_uses: 3 }), await make()];
    const listed = await server.request('GET', path());
    expect(listed.body).toHaveLength(2);
    expect(JSON.stringify(listed.body)).not.toContain(kept.invite);
    expect((await server.request('DELETE', `${path()}/${taken.id}`)).status).toBe(204);
    expect((await server.request('DELETE', `${path()}/${taken.id}`)).status).toBe(404);
    expect((await server.request('DELETE', `${path(randomUUID())}/${kept.id}`)).status).toBe(404);
    await expect(invites.use(read(taken))).rejects.toMatchObject({ field: 'invite' });
    await invites.use(read(kept));
    expect((await server.request('GET', path())).body).toMatchObject([{ id: kept.id, uses: 1 }]);
  });

  it('forgets them with their session', async () => {
    const invite = read(await make());
    expect((await server.request('DELETE', `/api/sessions/${session}`)).status).toBe(204);
    await expect(invites.use(invite)).rejects.toMatchObject({ field: 'invite' });
    expect((await server.request('GET', path())).body).toEqual([]);
  });

  it('makes so many for one session, and no more', async () => {
    const ask = async (count: number) => {
      const asked = Array.from({ length: count }, () =>
        server.request('POST', path(), { name: 'Cy' }),
      );
      return (await Promise.all(asked)).map(({ status }) => status);
    };
    // More would wait for a connection, on a busy machine longer than they may.
    for (let made = 0; made < MAX_INVITES_PER_SESSION - AT_ONCE; made += AT_ONCE) {
      expect(new Set(await ask(AT_ONCE))).toEqual(new Set([201]));
    }
    const last = [...(await ask(AT_ONCE - 2)), ...(await ask(AT_ONCE))];
    expect(last.toSorted()).toEqual([201, 201, 201, 201, 201, 409, 409, 409]);
  });
});
