import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, WebhookDeliveryEntity, WebhookEntity } from '@vox/database';
import { JobHandler, JobHandlers, type JobPayload, type JobTry } from '@vox/jobs';
import { Clock, DAY_MS } from '@vox/voice-core';
import { LessThan, Repository } from 'typeorm';

import { SecretBox, secretPurpose, UnreadableSecretError } from '../secrets';
import { WebhookBody } from './webhook-body';
import { type WebhookAnswer, WebhookRequest } from './webhook-request';

type Delivery = JobPayload<'webhook.deliver'>;

/** A session is in the database before this has passed, or was deleted. */
const STORED_WITHIN_MS = 60_000;

/** Long enough to see what a receiver has missed. */
const KEEP_DELIVERIES_MS = 30 * DAY_MS;

const FOREIGN_KEY_VIOLATION = '23503';

/** The receiver wants nothing any more. */
const GONE = 410;

/** A try that failed. Its message names no word of what was sent. */
class DeliveryFailedError extends Error {
  override readonly name = 'DeliveryFailedError';
}

/**
 * Sends one event to one webhook, and notes what became of it.
 *
 * At least once: a message that was taken is not sent again, unless the server died before it could note that; a
 * receiver tells by `webhook-id`.
 */
@Injectable()
export class DeliverWebhookHandler extends JobHandler<'webhook.deliver'> implements OnModuleInit {
  readonly jobName = 'webhook.deliver';
  readonly #logger = new Logger('Webhooks');

  constructor(
    @InjectRepository(WebhookEntity) private readonly webhooks: Repository<WebhookEntity>,
    @InjectRepository(WebhookDeliveryEntity)
    private readonly deliveries: Repository<WebhookDeliveryEntity>,
    private readonly bodies: WebhookBody,
    private readonly request: WebhookRequest,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly handlers: JobHandlers,
  ) {
    super();
  }

  onModuleInit(): void {
    this.handlers.register(this);
  }

  override async handle(delivery: Delivery, { isLast }: JobTry): Promise<void> {
    const { deliveryId: id, webhookId } = delivery;
    const webhook = await this.webhooks.findOneBy({ id: webhookId });
    if (webhook === null) return;
    const row = await this.#row(delivery);
    if (row === null || row.state === 'delivered') return;
    const body = webhook.active ? await this.bodies.of(delivery) : undefined;
    if (body === undefined) {
      const ageMs = this.clock.wallMs() - delivery.atMs;
      if (webhook.active && delivery.turnId === undefined && ageMs < STORED_WITHIN_MS && !isLast) {
        throw new DeliveryFailedError('the session is not stored yet');
      }
      await this.deliveries.update({ id }, { state: 'dropped' });
      return;
    }
    const secret = await this.#secretOf(webhook);
    const answer =
      secret === undefined
        ? { error: 'the secret cannot be opened: set SECRETS_KEY to the key it was sealed with' }
        : await this.request.send({ id, url: webhook.url, secret, body });
    await this.#note(row, answer, isLast);
    if (answer.error === undefined) return;
    if (answer.statusCode === GONE) return this.#switchOff(webhook);
    throw new DeliveryFailedError(answer.error);
  }

  /** Null when the webhook was deleted since it was read. */
  async #row({ deliveryId: id, ...delivery }: Delivery): Promise<WebhookDeliveryEntity | null> {
    const { webhookId, event, sessionId, turnId } = delivery;
    try {
      await this.deliveries
        .createQueryBuilder()
        .insert()
        .values({ id, webhookId, event, sessionId, turnId: turnId ?? null })
        .orIgnore()
        .execute();
    } catch (error) {
      if (errorCode(error) === FOREIGN_KEY_VIOLATION) return null;
      throw error;
    }
    const createdAt = LessThan(new Date(this.clock.wallMs() - KEEP_DELIVERIES_MS));
    await this.deliveries.delete({ webhookId, createdAt });
    return this.deliveries.findOneBy({ id });
  }

  async #note(
    { id, attempts }: WebhookDeliveryEntity,
    { statusCode, error }: WebhookAnswer,
    isLast: boolean,
  ): Promise<void> {
    const isOver = isLast || statusCode === GONE;
    const failed = isOver ? ('failed' as const) : ('pending' as const);
    await this.deliveries.update(
      { id },
      {
        state: error === undefined ? 'delivered' : failed,
        attempts: attempts + 1,
        statusCode: statusCode ?? null,
        error: error ?? null,
        lastAttemptAt: new Date(this.clock.wallMs()),
      },
    );
  }

  async #switchOff({ id }: WebhookEntity): Promise<void> {
    await this.webhooks.update({ id }, { active: false, disabledReason: 'gone' });
    this.#logger.warn({ webhookId: id }, 'A webhook answered 410 Gone and is switched off');
  }

  async #secretOf({ id, secret }: WebhookEntity): Promise<string | undefined> {
    try {
      return await this.secrets.open(secret, secretPurpose('webhooks.secret', id));
    } catch (error) {
      if (!(error instanceof UnreadableSecretError)) throw error;
      this.#logger.error(
        { webhookId: id, reason: error.reason },
        "A webhook's secret is unreadable",
      );
      return undefined;
    }
  }
}
