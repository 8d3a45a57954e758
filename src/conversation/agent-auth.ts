import { Logger } from '@nestjs/common';
import { text } from '@vox/protocol';
import type { RequestHeader } from '@vox/voice-core';
import { z } from 'zod';

import { openedSecret, secretPurpose, type SecretBox } from '../secrets';

const headerSchema = z.object({ name: text(), value: text() });

/**
 * What an agent's webhook wants to be called with. Undefined, and a warning, when it cannot be read: the agent goes on,
 * and its webhook refuses it.
 */
export async function openWebhookAuth(
  agentId: string,
  sealed: string | null,
  secrets: SecretBox,
): Promise<RequestHeader | undefined> {
  if (sealed === null) return undefined;
  const purpose = secretPurpose('agents.n8n_auth', agentId);
  const { secret, problem: reason } = await openedSecret(secrets, sealed, purpose);
  if (secret !== undefined) return headerSchema.parse(JSON.parse(secret));
  new Logger('Agents').warn(
    { agentId, reason },
    "The agent's n8n_auth cannot be read: set it again",
  );
  return undefined;
}
