import { randomUUID } from 'node:crypto';

import { identityIn, identityInText } from './turn-remains';

const session = { id: randomUUID(), userId: 'discord:123456789', channel: 'discord' };
const turn = {
  session,
  turnId: randomUUID(),
  outcome: 'completed',
  speakerIds: ['123456789', '987654321'],
  userText: 'PLUMTREE',
  spokenText: 'Yes.',
  startedAtMs: 1_700_000_000_000,
};
const name = `001700000000000-${turn.turnId}.json.1234.unreadable`;
const known = {
  turnId: turn.turnId,
  startedAtMs: turn.startedAtMs,
  speakerIds: turn.speakerIds,
  session: { id: session.id, userId: session.userId },
};

describe('whose turn is left over', () => {
  it('is read from a whole entry and from a payload', () => {
    expect(identityInText(JSON.stringify(turn), 'x')).toEqual(known);
    expect(identityIn(turn)).toEqual(known);
  });

  it.each([
    ['cut in the words', (text: string) => text.slice(0, text.indexOf('TREE'))],
    ['with garbage behind', (text: string) => `${text.slice(0, 300)}\0\u0001{{{`],
    ['that does not fit', (text: string) => text.replace('"startedAtMs":17', '"startedAtMs":"17')],
    ['that is no JSON', (text: string) => `<<${text}`],
  ])('is read from an entry %s', (_what, damage) => {
    expect(identityInText(damage(JSON.stringify(turn)), name)).toEqual(known);
    const { id, ...rest } = session;
    const ownerId = randomUUID();
    const owned = JSON.stringify({ ...turn, session: { id, ownerId, ...rest } });
    expect(identityInText(damage(owned), name)?.session).toEqual({ ...known.session, ownerId });
  });

  it.each(['', '{"userText":"PLUMTREE"}', '\0\0\0\0', '{"session":{"id":"somebody"}}'])(
    'is not guessed: %s',
    (text) => {
      expect(identityInText(text, name)).toBeUndefined();
    },
  );

  it.each([
    ['no user', (text: string) => text.replace(/"userId":"[^"]*",/u, ''), { userId: '' }],
    [
      'a user that no database can hold',
      (text: string) => text.replace('discord:123456789', 'a\\u0000b'),
      { userId: 'ab' },
    ],
  ])('can be asked for with %s', (_what, damage, expected) => {
    const found = identityInText(damage(JSON.stringify(turn)).slice(0, 300), name);
    expect(found?.session).toMatchObject({ id: session.id, ...expected });
  });
});
