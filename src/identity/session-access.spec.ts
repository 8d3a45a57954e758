import type { GroupRole } from './group-role';
import { type Identity, serverIdentity, type TokenLimits } from './identity';
import { mayKnow, type OwnedSession } from './session-access';

const ANN = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const AGENT = '33333333-3333-4333-8333-333333333333';

const identity = (ownerId: string | null, token?: Omit<TokenLimits, 'id'>): Identity => ({
  ownerId,
  scopes: new Set(['talk', 'read']),
  actor: 'key vox_x',
  ...(token === undefined ? {} : { token: { id: 't', ...token } }),
});

const GROUP = '55555555-5555-4555-8555-555555555555';
const inGroup = (role: GroupRole): Identity => ({
  ...identity(BOB),
  groups: new Map([[GROUP, role]]),
});

const session = (ownerId: string | null, changes: Partial<OwnedSession> = {}): OwnedSession => ({
  sessionId: 's-1',
  ownerId,
  userId: 'me',
  agentId: AGENT,
  ...changes,
});

describe(mayKnow, () => {
  it.each<[string, Identity, OwnedSession, boolean]>([
    ['an admin, of anybody’s', serverIdentity('server key'), session(ANN), true],
    ['an owner, of their own', identity(ANN), session(ANN), true],
    ['an owner, of another user of theirs', identity(ANN), session(ANN, { userId: 'x' }), true],
    ['an owner, of another’s of the same user', identity(BOB), session(ANN), false],
    ['a member, of their group’s', inGroup('member'), session(ANN, { groupId: GROUP }), true],
    ['an admin of the group, of its own', inGroup('admin'), session(ANN, { groupId: GROUP }), true],
    ['a guest of the group, of its own', inGroup('guest'), session(ANN, { groupId: GROUP }), false],
    ['a member, of another group’s', inGroup('owner'), session(ANN, { groupId: AGENT }), false],
    ['a member, of another’s own', inGroup('owner'), session(ANN), false],
    ['its owner, of a group that they left', identity(ANN), session(ANN, { groupId: GROUP }), true],
    [
      'a member’s token, of their group’s',
      { ...inGroup('owner'), token: { id: 't', userId: 'me' } },
      session(ANN, { groupId: GROUP }),
      false,
    ],
    ['an owner, of the server’s own', identity(ANN), session(null), false],
    ['nobody’s token, of an owner’s', identity(null, { userId: 'me' }), session(ANN), false],
    ['a token, of its user', identity(null, { userId: 'me' }), session(null), true],
    ['a token, of another user', identity(ANN, { userId: 'you' }), session(ANN), false],
    ['a token, of its agent', identity(ANN, { userId: 'me', agentId: AGENT }), session(ANN), true],
    [
      'a token, of another agent',
      identity(ANN, { userId: 'me', agentId: AGENT }),
      session(ANN, { agentId: BOB }),
      false,
    ],
    [
      'a token, of no agent that is known',
      identity(ANN, { userId: 'me', agentId: AGENT }),
      { sessionId: 's-1', ownerId: ANN, userId: 'me' },
      false,
    ],
    [
      'a token, of a session that it does not name',
      identity(ANN, { userId: 'me', sessionIds: ['s-2'] }),
      session(ANN),
      false,
    ],
    [
      'a token, of one that it names',
      identity(ANN, { userId: 'me', sessionIds: ['s-2', 's-1'] }),
      session(ANN),
      true,
    ],
  ])('tells %s', (_who, caller, asked, expected) => {
    expect(mayKnow(caller, asked)).toBe(expected);
  });
});
