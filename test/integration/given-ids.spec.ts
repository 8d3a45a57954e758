import { randomUUID } from 'node:crypto';

import type { z } from 'zod';

import { createKeySchema, listKeysSchema } from '../../src/accounts/key.schema';
import { createTokenSchema } from '../../src/accounts/token.schema';
import { listAuditSchema } from '../../src/audit/audit.schema';
import {
  joinSchema,
  leaveSchema,
  pluginJoinSchema,
  pluginLeaveSchema,
  speakSchema,
} from '../../src/discord/rest/rest.schema';
import { createExportSchema } from '../../src/exports/export.schema';
import { groupInviteParams } from '../../src/groups/group-invite.schema';
import { memberParams } from '../../src/groups/group-member.schema';
import { createGroupSchema } from '../../src/groups/group.schema';
import { memoryParams } from '../../src/memory/memory.schema';
import { addMessageSchema } from '../../src/sessions/message.schema';
import { createSessionSchema } from '../../src/sessions/session-changes.schema';
import { listSessionsSchema } from '../../src/sessions/session.schema';
import { idParams } from '../../src/http/id-params';

const id = randomUUID();
const CHANNEL = { guild_id: '123456789012345678', channel_id: '123456789012345679' };
const KEY = { user_id: '', name: 'phone', scopes: ['talk'] };

type Door = [
  name: string,
  schema: z.ZodType,
  fields: readonly string[],
  rest?: Readonly<Record<string, unknown>>,
];

describe('ids in capitals', () => {
  it.each<Door>([
    ['paths of a row', idParams, ['id']],
    ['paths of a member', memberParams, ['id', 'user_id']],
    ['paths of an invite into a group', groupInviteParams, ['id', 'invite_id']],
    ['paths of a fact', memoryParams, ['id', 'memory']],
    ['a new session', createSessionSchema, ['group_id', 'agent_id'], { user_id: 'ann' }],
    ['an added message', addMessageSchema, ['turn_id'], { role: 'user', content: 'hello' }],
    ['a list of sessions', listSessionsSchema, ['group_id', 'agent_id', 'owner_id']],
    ['a session token', createTokenSchema, ['agent_id'], { user_id: 'ann' }],
    ['a key', createKeySchema, ['user_id'], KEY],
    ['a list of keys', listKeysSchema, ['user_id']],
    ['the audit log', listAuditSchema, ['user_id']],
    ['an export', createExportSchema, ['session_id']],
    ['a group', createGroupSchema, ['owner_id'], { name: 'Family' }],
    ['a voice channel', joinSchema, ['agent_id', 'session_id'], CHANNEL],
    ['a voice channel that is left', leaveSchema, ['agent_id']],
    ['a join of the predecessor', pluginJoinSchema, ['agent_id', 'session_id'], CHANNEL],
    ['a leave of the predecessor', pluginLeaveSchema, ['agent_id'], { guild_id: CHANNEL.guild_id }],
    ['what is to be spoken', speakSchema, ['agent_id', 'session_id'], { output: { content: 'a' } }],
  ])('are the same ids in %s', (_name, schema, fields, rest = {}) => {
    const given = Object.fromEntries(fields.map((field) => [field, id.toUpperCase()]));
    const taken = Object.fromEntries(fields.map((field) => [field, id]));
    expect(schema.parse({ ...rest, ...given })).toMatchObject(taken);
  });

  it('are the same ids in the sessions of a token', () => {
    const given = { user_id: 'ann', session_ids: [id.toUpperCase()] };
    expect(createTokenSchema.parse(given)).toMatchObject({ session_ids: [id] });
  });
});
