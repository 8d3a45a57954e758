import { randomUUID } from 'node:crypto';

import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { WebhookDeliveryEntity, WebhookEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { Repository } from 'typeorm';

import { badField, type Cursor, microsecondsOf, timestampOf } from '../http';
import { SecretBox, secretPurpose, UnreadableSecretError } from '../secrets';
import { makeSigningSecret } from './signing-secret';
import type { CreateWebhook, ListWebhooks, UpdateWebhook, WebhookTest } from './webhook.schema';
import { WebhookRequest } from './webhook-request';

/** Each turn is sent to each of them. */
const MAX_WEBHOOKS = 100;

/** Webhooks as people edit them. */
@Injectable()
export class WebhooksService {
  constructor(
    @InjectRepository(WebhookEntity) private readonly webhooks: Repository<WebhookEntity>,
    @InjectRepository(WebhookDeliveryEntity)
    private readonly deliveries: Repository<WebhookDeliveryEntity>,
    private readonly secrets: SecretBox,
    private readonly request: WebhookRequest,
    private readonly clock: Clock,
  ) {}

  /** A page, the newest first; `next` where there are more. */
  async page({
    limit,
    cursor,
  }: ListWebhooks): Promise<{ webhooks: WebhookEntity[]; next?: Cursor }> {
    const query = this.webhooks
      .createQueryBuilder('webhook')
      .addSelect(microsecondsOf('webhook.created_at'), 'cursor_at')
      .orderBy('webhook.created_at', 'DESC')
      .addOrderBy('webhook.id', 'DESC')
      .limit(limit + 1);
    if (cursor !== undefined) {
      query.where(
        `(webhook.created_at, webhook.id) < (${timestampOf(':atUs')}, :id::uuid)`,
        cursor,
      );
    }
    const { entities, raw } = await query.getRawAndEntities<{ readonly cursor_at: string }>();
    const webhooks = entities.slice(0, limit);
    const last = webhooks.at(-1);
    if (entities.length <= limit || last === undefined) return { webhooks };
    return { webhooks, next: { atUs: raw[limit - 1]?.cursor_at ?? '0', id: last.id } };
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<WebhookEntity> {
    const webhook = await this.webhooks.findOneBy({ id });
    if (webhook === null) throw new NotFoundException('There is no such webhook');
    return webhook;
  }

  /**
   * @returns the secret too, where the server made it.
   * @throws ConflictException when there are too many.
   */
  async create(request: CreateWebhook): Promise<{ webhook: WebhookEntity; secret?: string }> {
    if ((await this.webhooks.count()) >= MAX_WEBHOOKS) {
      throw new ConflictException(`There are ${MAX_WEBHOOKS} webhooks: delete one first`);
    }
    const id = randomUUID();
    const { secret: given, ...columns } = request;
    const secret = given ?? makeSigningSecret();
    const sealed = await this.secrets.seal(secret, secretPurpose('webhooks.secret', id));
    await this.webhooks.insert({ ...columns, id, secret: sealed });
    const webhook = await this.get(id);
    return given === undefined ? { webhook, secret } : { webhook };
  }

  /** @throws NotFoundException */
  async update(id: string, { secret, ...changes }: UpdateWebhook): Promise<WebhookEntity> {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const columns: Partial<WebhookEntity> = Object.fromEntries(given);
    if (secret !== undefined) {
      columns.secret = await this.secrets.seal(secret, secretPurpose('webhooks.secret', id));
    }
    if (columns.active === true) columns.disabledReason = null;
    // Not saved as a whole: one that is deleted meanwhile stays deleted.
    if (Object.keys(columns).length > 0) await this.webhooks.update({ id }, columns);
    return this.get(id);
  }

  /** With all that is known of its deliveries; those that wait are not sent. @throws NotFoundException */
  async remove(id: string): Promise<void> {
    const { affected } = await this.webhooks.delete({ id });
    if (affected === 0) throw new NotFoundException('There is no such webhook');
  }

  /** The newest first. @throws NotFoundException */
  async newestDeliveries(id: string, limit: number): Promise<WebhookDeliveryEntity[]> {
    await this.get(id);
    return this.deliveries.find({
      where: { webhookId: id },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  /** Sends a message that holds nothing, now and once, also to one that is switched off. @throws NotFoundException */
  async test(id: string): Promise<WebhookTest> {
    const webhook = await this.get(id);
    const secret = await this.#secretOf(webhook);
    const timestamp = new Date(this.clock.wallMs()).toISOString();
    const body = JSON.stringify({ type: 'webhook.test', timestamp, data: { webhook_id: id } });
    const { url } = webhook;
    const { statusCode, error } = await this.request.send({ id: randomUUID(), url, secret, body });
    return {
      delivered: error === undefined,
      status_code: statusCode ?? null,
      error: error ?? null,
    };
  }

  async #secretOf({ id, secret }: WebhookEntity): Promise<string> {
    try {
      return await this.secrets.open(secret, secretPurpose('webhooks.secret', id));
    } catch (error) {
      if (!(error instanceof UnreadableSecretError)) throw error;
      throw badField('secret', error.message);
    }
  }
}
