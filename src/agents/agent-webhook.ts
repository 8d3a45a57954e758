import type { AgentEntity } from '@vox/database';
import { splitCredentials } from '@vox/outbound';
import type { RequestHeader } from '@vox/voice-core';

import { badField } from '../http';
import { openedSecret, secretPurpose, type SecretBox } from '../secrets';

type StoredWebhook = Pick<AgentEntity, 'id' | 'n8nWebhookUrl' | 'n8nAuth'>;

export type WebhookRequest = {
  readonly n8n_webhook_url?: string | null | undefined;
  readonly n8n_auth?: RequestHeader | null | undefined;
};

/** What a request makes of an agent's webhook: without credentials in the URL, these beside it. */
export type WebhookChange = {
  readonly url?: string | null;
  /** Undefined: as it is. */
  readonly header?: RequestHeader | null;
};

/** @throws BadRequestException when a request has credentials in two places. */
export function webhookChange({
  n8n_webhook_url: given,
  n8n_auth: auth,
}: WebhookRequest): WebhookChange {
  const named = auth === undefined ? {} : { header: auth };
  if (given === undefined) return named;
  if (given === null) return { url: null, header: auth ?? null };
  const { url, header } = splitCredentials(given);
  if (header === undefined) return { url, ...named };
  if (auth !== undefined && auth !== null) {
    throw badField('n8n_auth', 'the URL has credentials already; leave one of them out');
  }
  return { url, header };
}

/** A webhook as it may be shown. */
export function shownWebhook(
  url: string | null,
  sealedAuth: string | null,
): { url: string | null; hasAuth: boolean } {
  if (url === null) return { url, hasAuth: sealedAuth !== null };
  // Stored before credentials were taken out of it.
  const { url: bare, header } = splitCredentials(url);
  return { url: bare, hasAuth: sealedAuth !== null || header !== undefined };
}

/** The webhook of an agent for another one. What cannot be read is left out. */
export async function copiedWebhook(
  { id, n8nWebhookUrl: url, n8nAuth: sealedAuth }: StoredWebhook,
  secrets: SecretBox,
): Promise<WebhookRequest> {
  // Credentials that are still in the URL come along with it.
  if (sealedAuth === null) return { n8n_webhook_url: url };
  const { secret } = await openedSecret(secrets, sealedAuth, purposeOf(id));
  const auth = secret === undefined ? null : (JSON.parse(secret) as RequestHeader);
  return { n8n_webhook_url: shownWebhook(url, sealedAuth).url, n8n_auth: auth };
}

export async function sealedWebhook(
  agentId: string,
  { url, header }: WebhookChange,
  secrets: SecretBox,
): Promise<{ n8nWebhookUrl?: string | null; n8nAuth?: string | null }> {
  return {
    ...(url === undefined ? {} : { n8nWebhookUrl: url }),
    ...(header === undefined ? {} : { n8nAuth: await sealed(agentId, header, secrets) }),
  };
}

/**
 * The columns of a change to an agent whose webhook is at `current`: what authenticates there is not sent to another
 * place.
 */
export function keptWithOrigin<
  Columns extends { n8nWebhookUrl?: string | null; n8nAuth?: string | null },
>(current: string | null, columns: Columns): Columns & { n8nAuth?: string | null } {
  const { n8nWebhookUrl: url, n8nAuth } = columns;
  if (url === undefined || url === null || n8nAuth !== undefined || current === null)
    return columns;
  return new URL(url).origin === new URL(current).origin ? columns : { ...columns, n8nAuth: null };
}

async function sealed(
  agentId: string,
  header: RequestHeader | null,
  secrets: SecretBox,
): Promise<string | null> {
  if (header === null) return null;
  return secrets.seal(JSON.stringify(header), purposeOf(agentId));
}

function purposeOf(agentId: string): string {
  return secretPurpose('agents.n8n_auth', agentId);
}
