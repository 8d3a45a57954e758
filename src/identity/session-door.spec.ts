import { type Identity, serverIdentity, type TokenLimits } from './identity';
import type { SessionAccess } from './session-access';
import { SessionDoor } from './session-door';
import type { TokenUses } from './token-uses';

const ANN = '11111111-1111-4111-8111-111111111111';
const OWN = '22222222-2222-4222-8222-222222222222';
const ELSE = '33333333-3333-4333-8333-333333333333';
const SHARED = '44444444-4444-4444-8444-444444444444';
const GROUP = '55555555-5555-4555-8555-555555555555';

/** The database has one session that is the caller's, and one that is shared by a group of theirs. */
function door() {
  const asked: string[] = [];
  const access = {
    find: (_caller: Identity, id: string) => {
      asked.push(id);
      const own = { sessionId: id, ownerId: ANN, groupId: null, userId: 'x' };
      const shared = { ...own, ownerId: ELSE, groupId: GROUP, userId: 'me' };
      return Promise.resolve({ [OWN]: own, [SHARED]: shared }[id]);
    },
    mayShareWith: (_caller: Identity, id: string) => Promise.resolve(id === GROUP),
  } as unknown as SessionAccess;
  const begun: string[] = [];
  const count = ({ actor }: Identity) => Promise.resolve(void begun.push(actor));
  const giveBack = ({ actor }: Identity) => {
    begun.splice(begun.indexOf(actor), 1);
    return Promise.resolve();
  };
  const uses = { count, giveBack } as unknown as TokenUses;
  return { asked, begun, door: new SessionDoor(access, uses) };
}

const ann = (token?: Omit<TokenLimits, 'id'>): Identity => ({
  ownerId: ANN,
  scopes: new Set(['talk']),
  actor: 'key vox_a',
  ...(token === undefined ? {} : { token: { id: 't', ...token } }),
});

describe(SessionDoor, () => {
  it('lets an admin open any id, asking nobody', async () => {
    const { door: open, asked } = door();
    const admitted = await open.admit(serverIdentity('server key'), {
      sessionId: ELSE,
      userId: 'x',
    });
    expect(admitted).toEqual({
      sessionId: ELSE,
      userId: 'x',
      opener: { ownerId: null, opensAll: true, isOwner: false },
    });
    expect(asked).toEqual([]);
  });

  it('makes what somebody begins theirs, and takes their word for who talks', async () => {
    expect(await door().door.admit(ann(), { userId: 'a visitor' })).toEqual({
      userId: 'a visitor',
      opener: { ownerId: ANN, opensAll: false, isOwner: true },
    });
  });

  it('tells of another’s session what it tells of none', async () => {
    const { door: open } = door();
    const refusal = { field: 'session_id', message: 'there is no such session' };
    await expect(open.admit(ann(), { sessionId: ELSE, userId: 'x' })).rejects.toMatchObject(
      refusal,
    );
    expect((await open.admit(ann(), { sessionId: OWN, userId: 'x' })).sessionId).toBe(OWN);
  });

  it('holds a token to its user, its agent and its sessions', async () => {
    const { door: open } = door();
    const token = ann({ userId: 'ann', userName: 'Ann', agentId: ANN });
    expect(await open.admit(token, { userId: 'mallory', userName: 'Mallory' })).toMatchObject({
      userId: 'ann',
      userName: 'Ann',
      agentId: ANN,
      // Whoever talks with it is somebody whom its owner knows.
      opener: { ownerId: ANN, isOwner: false },
    });
    await expect(open.admit(token, { userId: 'ann', agentId: ELSE })).rejects.toMatchObject({
      field: 'agent_id',
    });
    const forOne = ann({ userId: 'ann', sessionIds: [OWN] });
    expect((await open.admit(forOne, { userId: 'ann' })).sessionId).toBe(OWN);
    const forTwo = ann({ userId: 'ann', sessionIds: [OWN, ELSE] });
    await expect(open.admit(forTwo, { userId: 'ann' })).rejects.toMatchObject({
      field: 'session_id',
    });
  });

  it('has a member go on with another’s session as its owner’s user, and with its agent', async () => {
    const asked = { sessionId: SHARED, userId: 'bob', userName: 'Bob', agentId: ELSE };
    expect(await door().door.admit(ann(), asked)).toEqual({
      sessionId: SHARED,
      userId: 'me',
      opener: { ownerId: ELSE, opensAll: false },
      asMember: true,
    });
    const named = { ...asked, groupId: GROUP };
    expect((await door().door.admit(ann(), named)).asMember).toBe(true);
    const elsewhere = { ...asked, groupId: ELSE };
    await expect(door().door.admit(ann(), elsewhere)).rejects.toMatchObject({ field: 'group_id' });
  });

  it('shares what somebody begins with a group of theirs alone, and nothing of a token', async () => {
    const asked = { userId: 'me', groupId: GROUP };
    expect((await door().door.admit(ann(), asked)).opener).toEqual({
      ownerId: ANN,
      opensAll: false,
      isOwner: true,
      groupId: GROUP,
    });
    const refusal = { field: 'group_id', message: 'there is no such group' };
    const elsewhere = { ...asked, groupId: ELSE };
    await expect(door().door.admit(ann(), elsewhere)).rejects.toMatchObject(refusal);
    await expect(door().door.admit(ann({ userId: 'me' }), asked)).rejects.toMatchObject(refusal);
  });

  it('counts what is begun, and not what is gone on with', async () => {
    const { door: open, begun } = door();
    await open.admit(ann({ userId: 'ann' }), { userId: 'ann', sessionId: OWN });
    expect(begun).toEqual([]);
    await open.admit(ann({ userId: 'ann' }), { userId: 'ann' });
    expect(begun).toEqual(['key vox_a']);
  });

  it('counts nothing that came to nothing, and gives back nothing that was not counted', async () => {
    const { door: open, begun } = door();
    const full = () => Promise.reject(new Error('full'));
    const token = ann({ userId: 'ann' });
    expect(
      await open.enter(token, { userId: 'ann' }, ({ userId }) => Promise.resolve(userId)),
    ).toBe('ann');
    for (const sessionId of [undefined, OWN]) {
      const asked = { userId: 'ann', ...(sessionId === undefined ? {} : { sessionId }) };
      await expect(open.enter(token, asked, full)).rejects.toThrow('full');
      expect(begun).toEqual(['key vox_a']);
    }
  });

  it('keeps a token of no agent in particular with the agent that is asked for', async () => {
    const token = ann({ userId: 'ann' });
    expect(await door().door.admit(token, { userId: 'x', agentId: ELSE })).toMatchObject({
      agentId: ELSE,
    });
  });
});
