import { createHash } from 'node:crypto';

import type { WebhookEntity } from '@vox/database';
import { ArrayContains, type Repository } from 'typeorm';

import type { JobPayload, WebhookEvent } from './job-catalogue';
import type { JobQueue } from './job-queue.port';

/** Something that webhooks may be told. */
export type WebhookOccasion = {
  readonly event: WebhookEvent;
  readonly sessionId: string;
  readonly turnId?: string;
  /** When it happened, epoch ms. */
  readonly atMs: number;
};

/** Makes of something that happened one job for each webhook that is told of it. */
export class WebhookFanOut {
  constructor(
    private readonly webhooks: Repository<WebhookEntity>,
    private readonly queue: JobQueue,
  ) {}

  /**
   * Resolves when the queue has them all; told again of the same, it adds the same jobs.
   * Rejects when database or queue cannot be reached.
   */
  async tell(occasion: WebhookOccasion): Promise<void> {
    const { event } = occasion;
    const told = await this.webhooks.find({
      select: { id: true },
      where: { active: true, events: ArrayContains([event]) },
    });
    for (const { id: webhookId } of told) {
      const deliveryId = deliveryIdOf(webhookId, occasion);
      const payload: JobPayload<'webhook.deliver'> = { ...occasion, webhookId, deliveryId };
      await this.queue.add('webhook.deliver', payload, { jobId: `deliver-${deliveryId}` });
    }
  }
}

/** The same for the same event: a UUID (version 8, RFC 9562 §5.8) of what it is about. */
function deliveryIdOf(
  webhookId: string,
  { event, sessionId, turnId, atMs }: WebhookOccasion,
): string {
  const what = [webhookId, event, sessionId, turnId ?? atMs].join(' ');
  const hash = createHash('sha256').update(what).digest('hex');
  const variant = ((parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
