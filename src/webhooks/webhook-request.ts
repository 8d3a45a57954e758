import { Injectable } from '@nestjs/common';
import { directRequest, resolvePublicAddresses } from '@vox/outbound';
import { Clock, InvalidInputError } from '@vox/voice-core';

import { AppConfig } from '../config';
import { signedHeaders } from './signing-secret';

/** Receivers take a message and work on it later; who takes longer is tried again. */
const ANSWER_WITHIN_MS = 15_000;

export type WebhookMessage = {
  /** The same with each attempt. */
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
};

/** How one attempt ended: `statusCode` where the receiver answered, `error` where it was not taken. */
export type WebhookAnswer = { readonly statusCode?: number; readonly error?: string };

/** Sends messages to places that people have named: signed, to public addresses or those that the operator allows. */
@Injectable()
export class WebhookRequest {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Never rejects. Redirects are not followed: what is signed is for the place that was named. */
  async send({ id, url, secret, body }: WebhookMessage): Promise<WebhookAnswer> {
    const { OUTBOUND_ALLOW_PRIVATE, OUTBOUND_ALLOWED_HOSTS } = this.config.llm;
    try {
      const addresses = OUTBOUND_ALLOW_PRIVATE
        ? undefined
        : await resolvePublicAddresses(url, 'url', OUTBOUND_ALLOWED_HOSTS);
      const response = await directRequest(url, {
        method: 'POST',
        headers: {
          accept: '*/*',
          'content-type': 'application/json',
          'user-agent': 'VoxBridge',
          ...signedHeaders(secret, `msg_${id}`, this.clock.wallMs(), body),
        },
        body,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        addresses,
      });
      await response.body?.cancel();
      const { status: statusCode, ok } = response;
      return ok ? { statusCode } : { statusCode, error: `answered ${statusCode}` };
    } catch (error) {
      return { error: reasonOf(error) };
    }
  }
}

/** In our own words: others may quote what they were sent. */
function reasonOf(error: unknown): string {
  if (error instanceof InvalidInputError) {
    return error.cause === undefined ? 'is no public address' : 'cannot be found';
  }
  if ((error as Error).name === 'TimeoutError') return `no answer within ${ANSWER_WITHIN_MS} ms`;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `cannot be reached (${code})` : 'cannot be reached';
}
