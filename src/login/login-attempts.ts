import { Injectable } from '@nestjs/common';
import { text } from '@vox/protocol';
import { Clock } from '@vox/voice-core';
import { z } from 'zod';

import { randomSecret, SecretBox, UnreadableSecretError } from '../secrets';

const PURPOSE = 'log-in attempts';

/** As long as the cookie that holds it. */
const GOOD_FOR_MS = 10 * 60_000;

const attemptSchema = z.object({
  state: text(),
  nonce: text(),
  verifier: text(),
  /** The log-in that the browser had, and that ends with this one. */
  former: text().optional(),
  expiresAtMs: z.number(),
});

/** What ties somebody who comes back from the provider to the browser that was sent there. */
export type LoginAttempt = z.output<typeof attemptSchema>;

/** Log-ins on their way: kept sealed by the browsers themselves, so that any process of the server takes them up again. */
@Injectable()
export class LoginAttempts {
  constructor(
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** One that nobody can guess. */
  make(former?: string): LoginAttempt {
    const expiresAtMs = this.clock.wallMs() + GOOD_FOR_MS;
    return {
      state: randomSecret(),
      nonce: randomSecret(),
      verifier: randomSecret(),
      expiresAtMs,
      ...(former === undefined ? {} : { former }),
    };
  }

  seal(attempt: LoginAttempt): Promise<string> {
    return this.secrets.seal(JSON.stringify(attempt), PURPOSE);
  }

  /** Undefined when it was not sealed here, or too long ago. */
  async open(sealed: string | undefined): Promise<LoginAttempt | undefined> {
    if (sealed === undefined) return undefined;
    try {
      const attempt = attemptSchema.parse(JSON.parse(await this.secrets.open(sealed, PURPOSE)));
      return attempt.expiresAtMs > this.clock.wallMs() ? attempt : undefined;
    } catch (error) {
      if (error instanceof UnreadableSecretError) return undefined;
      throw error;
    }
  }
}
