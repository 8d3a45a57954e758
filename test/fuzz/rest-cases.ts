import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import type { z } from 'zod';

import { listAgentsSchema } from '../../src/agents/agent-page';
import { createAgentSchema, updateAgentSchema } from '../../src/agents/agent.schema';
import {
  legacyConfigSchema,
  legacyTtsConfigSchema,
  listTranscriptsSchema,
} from '../../src/compatibility/legacy.schema';
import { speakSchema } from '../../src/discord/rest/rest.schema';
import { createExportSchema, exportSessionSchema } from '../../src/exports/export.schema';
import { createInviteSchema } from '../../src/invites/invite.schema';
import { addMessageSchema } from '../../src/sessions/message.schema';
import { listProvidersSchema } from '../../src/providers/provider-page';
import {
  createProviderSchema,
  listModelsSchema,
  testProviderSchema,
  updateProviderSchema,
} from '../../src/providers/provider.schema';
import {
  createSttProviderSchema,
  createTtsProviderSchema,
  updateSttProviderSchema,
  updateTtsProviderSchema,
} from '../../src/providers/speech/speech-provider.schema';
import { listJobsSchema } from '../../src/jobs/job.schema';
import { replySchema } from '../../src/sessions/reply.schema';
import { saySchema } from '../../src/sessions/say.schema';
import {
  createSessionSchema,
  updateSessionSchema,
} from '../../src/sessions/session-changes.schema';
import { listMessagesSchema, listSessionsSchema } from '../../src/sessions/session.schema';
import { listTurnsSchema } from '../../src/sessions/turn.schema';
import { changeSettingsSchema } from '../../src/settings/settings.schema';
import {
  createWebhookSchema,
  listDeliveriesSchema,
  listWebhooksSchema,
  updateWebhookSchema,
} from '../../src/webhooks/webhook.schema';
import { speechSchema, transcriptionQuerySchema } from '../../src/speech/speech.schema';
import { usageQuerySchema } from '../../src/usage/usage.schema';
import { fitting, hostile } from './hostile';

export type RestCase = {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body: string | undefined;
};

type Route = readonly [
  method: string,
  path: string,
  body?: z.ZodType | undefined,
  query?: z.ZodType,
];

/** `:id` stands for an id of any kind; where there is no schema the body is hostile. */
const ROUTES: readonly Route[] = [
  ['GET', '/api/agents', undefined, listAgentsSchema],
  ['GET', '/api/agents/:id'],
  ['POST', '/api/agents', createAgentSchema],
  ['PUT', '/api/agents/:id', updateAgentSchema],
  ['PUT', '/api/agents/:id/set-default'],
  ['DELETE', '/api/agents/:id'],
  ['GET', '/api/providers', undefined, listProvidersSchema],
  ['GET', '/api/providers/:id'],
  ['POST', '/api/providers', createProviderSchema],
  ['PUT', '/api/providers/:id', updateProviderSchema],
  ['POST', '/api/providers/:id/test', testProviderSchema],
  ['GET', '/api/providers/:id/models', undefined, listModelsSchema],
  ['DELETE', '/api/providers/:id'],
  ['GET', '/api/stt-providers', undefined, listProvidersSchema],
  ['GET', '/api/stt-providers/:id'],
  ['POST', '/api/stt-providers', createSttProviderSchema],
  ['PUT', '/api/stt-providers/:id', updateSttProviderSchema],
  ['DELETE', '/api/stt-providers/:id'],
  ['GET', '/api/tts-providers', undefined, listProvidersSchema],
  ['GET', '/api/tts-providers/:id'],
  ['POST', '/api/tts-providers', createTtsProviderSchema],
  ['PUT', '/api/tts-providers/:id', updateTtsProviderSchema],
  ['DELETE', '/api/tts-providers/:id'],
  ['GET', '/api/sessions', undefined, listSessionsSchema],
  ['POST', '/api/sessions', createSessionSchema],
  ['GET', '/api/sessions/active'],
  ['GET', '/api/sessions/:id'],
  ['PATCH', '/api/sessions/:id', updateSessionSchema],
  ['POST', '/api/sessions/:id/end'],
  ['POST', '/api/sessions/:id/cancel'],
  ['GET', '/api/sessions/:id/messages', undefined, listMessagesSchema],
  ['POST', '/api/sessions/:id/messages', addMessageSchema],
  ['GET', '/api/sessions/:id/turns', undefined, listTurnsSchema],
  ['GET', '/api/turns/:id'],
  ['DELETE', '/api/sessions/:id'],
  ['POST', '/api/sessions/:id/reply', replySchema],
  ['POST', '/api/sessions/:id/say', saySchema],
  ['POST', '/api/sessions/:id/invites', createInviteSchema],
  ['GET', '/api/sessions/:id/invites'],
  ['DELETE', '/api/sessions/:id/invites/:id'],
  ['POST', '/api/speech', speechSchema],
  ['POST', '/api/transcriptions', undefined, transcriptionQuerySchema],
  ['GET', '/api/voices'],
  ['GET', '/api/settings'],
  ['PATCH', '/api/settings', changeSettingsSchema],
  ['GET', '/api/usage', undefined, usageQuerySchema],
  ['POST', '/voice/speak', speakSchema],
  ['POST', '/voice/join'],
  ['POST', '/voice/leave'],
  ['POST', '/api/plugins/discord/voice/join'],
  ['POST', '/api/plugins/discord/voice/leave'],
  ['GET', '/api/plugins/discord/voice/status/:id'],
  ['GET', '/api/channels'],
  ['POST', '/api/sessions/:id/export', undefined, exportSessionSchema],
  ['POST', '/api/exports', createExportSchema],
  ['GET', '/api/exports/:id'],
  ['DELETE', '/api/exports/:id'],
  ['GET', '/api/webhooks', undefined, listWebhooksSchema],
  ['GET', '/api/webhooks/:id'],
  ['POST', '/api/webhooks', createWebhookSchema],
  ['PUT', '/api/webhooks/:id', updateWebhookSchema],
  ['DELETE', '/api/webhooks/:id'],
  ['GET', '/api/webhooks/:id/deliveries', undefined, listDeliveriesSchema],
  ['GET', '/api/jobs', undefined, listJobsSchema],
  ['POST', '/api/jobs/:id/retry'],
  ['DELETE', '/api/jobs/:id'],
  ['GET', '/api/info'],
  ['GET', '/health/live'],
  ['GET', '/api/transcripts', undefined, listTranscriptsSchema],
  ['POST', '/api/config', legacyConfigSchema],
  ['POST', '/api/tts/config', legacyTtsConfigSchema],
  ['OPTIONS', '/api/agents'],
  ['PATCH', '/api/agents/:id'],
  ['GET', '/:id'],
];

const TYPES = ['application/json', 'application/json; charset=utf-8'];
const WRONG_TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=x',
  '',
];
const BROKEN = [
  '{',
  '"',
  '[1,',
  'nul',
  '\0',
  '{"a":1,"a":2}',
  '\ufeff{}',
  `{"a":${'['.repeat(5000)}`,
];

/** In a path: an agent or a session that is there when the request is sent. */
export const ONE_THAT_EXISTS = 'one-that-exists';

/** @param ids For bodies and queries. */
export function restCases(ids: readonly string[]): fc.Arbitrary<RestCase> {
  const id = fc.oneof(
    { weight: 5, arbitrary: fc.constant(ONE_THAT_EXISTS) },
    { weight: 1, arbitrary: fc.constantFrom(...ids, randomUUID()) },
    { weight: 1, arbitrary: hostile.map((value) => encoded(value)) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%00', '%E0%A4%A', '..', '%2e%2e%2f', '42') },
  );
  return fc.oneof(...ROUTES.map((route) => restCase(route, id, ids)));
}

function restCase(
  [method, path, body, query]: Route,
  id: fc.Arbitrary<string>,
  ids: readonly string[],
): fc.Arbitrary<RestCase> {
  const bodies = fc.oneof(
    { weight: 14, arbitrary: (body === undefined ? hostile : fitting(body, ids)).map(asJson) },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN) },
  );
  const hasBody = method !== 'GET' && method !== 'OPTIONS';
  return fc.record({
    method: fc.constant(method),
    path: fc
      .tuple(id, id, query === undefined ? fc.constant({}) : fitting(query, ids))
      .map(
        ([one, other, asked]) => path.replace(':id', one).replace(':id', other) + queryOf(asked),
      ),
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...TYPES) },
      { weight: 1, arbitrary: fc.constantFrom(...WRONG_TYPES) },
    ),
    body: hasBody ? bodies : fc.constant(undefined),
  });
}

/** Well-formed text that says what may be ill-formed: half characters are escapes. */
function asJson(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

function queryOf(asked: unknown): string {
  if (typeof asked !== 'object' || asked === null) return `?${encoded(asked)}`;
  const pairs = Object.entries(asked).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function encoded(value: unknown): string {
  const written = typeof value === 'string' ? value : asJson(value);
  return encodeURIComponent(written.slice(0, 2000).toWellFormed());
}
