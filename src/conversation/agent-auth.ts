import { Logger } from '@nestjs/common';
import { text } from '@vox/protocol';
import { ConfigError, type RequestHeader } from '@vox/voice-core';
import { z } from 'zod';

import { secretPurpose, type SecretBox, UnreadableSecretError } from '../secrets';

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
  try {
    const json = await secrets.open(sealed, secretPurpose('agents.n8n_auth', agentId));
    return headerSchema.parse(JSON.parse(json));
  } catch (error) {
    if (!(error instanceof UnreadableSecretError || error instanceof ConfigError)) throw error;
    const reason = error.message;
    new Logger('Agents').warn(
      { agentId, reason },
      "The agent's n8n_auth cannot be read: set it again",
    );
    return undefined;
  }
}
