import type { Speaker } from '@vox/voice-core';

import { askingUser, type UserMessage } from './user-turn';

const ANN: Speaker = { id: '1', name: 'Ann', account: { userId: 'discord:1', ownerId: 'u-ann' } };
const BOB: Speaker = { id: '2', name: 'Bob', account: { userId: 'discord:2', ownerId: null } };
const GUEST: Speaker = { id: 'guest', name: 'Guest' };

const said = (...speakers: readonly (Speaker | undefined)[]): UserMessage[] =>
  speakers.map((speaker) => ({ text: 'Do it.', speaker }));

describe(askingUser, () => {
  it.each([
    ['the user that the one speaker is', [ANN, ANN], null, 'u-ann'],
    ['the owner of one person’s session', [undefined], 'u-own', 'u-own'],
    ['nobody of whom the channel knows no user', [BOB], null, undefined],
    ['nobody where two are answered together', [ANN, BOB], null, undefined],
    [
      'nobody where a guest has asked, also beside the owner',
      [undefined, GUEST],
      'u-own',
      undefined,
    ],
    ['nobody where a guest has asked alone', [GUEST], 'u-own', undefined],
    ['nobody where nobody has said anything', [], 'u-own', undefined],
  ] as const)('is %s', (_what, speakers, ownerId, expected) => {
    expect(askingUser(said(...speakers), ownerId)).toBe(expected);
  });
});
