import type { ToolCaller } from '@vox/voice-core';

import { callerMeta } from './caller-meta';

it('says who has asked as the server knows them: of each speaker the user, and of who has asked alone', () => {
  const caller: ToolCaller = {
    sessionId: 's',
    turnId: 't',
    userId: 'discord-channel:9',
    agentName: 'Ada',
    channel: 'discord',
    accountId: 'u-ann',
    speakers: [
      { id: '42', name: 'Ann', account: { userId: 'discord:42', ownerId: 'u-ann' } },
      { id: '43', name: 'Bob', account: { userId: 'discord:43', ownerId: null } },
    ],
  };
  expect(callerMeta({ callId: 'c', caller })).toEqual({
    'voxbridge/caller': {
      call_id: 'c',
      session_id: 's',
      turn_id: 't',
      user_id: 'discord-channel:9',
      account_id: 'u-ann',
      agent: 'Ada',
      channel: 'discord',
      speakers: [
        { id: '42', name: 'Ann', account_id: 'u-ann' },
        { id: '43', name: 'Bob' },
      ],
    },
  });
});
