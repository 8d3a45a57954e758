import type { WebhookDeliveryEntity, WebhookEntity } from '@vox/database';
import { webhookEvents } from '@vox/jobs';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { type Cursor, cursorSchema, pageLimit, serverUrl, toCursorText } from '../http';
import { isSigningSecret } from './signing-secret';

const url = serverUrl({
  protocol: /^https?$/u,
  words: 'http:// or https://',
  max: 500,
  noUser: 'must have no credentials: what comes is signed',
}).describe(
  'Private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them.',
);

const events = z
  .array(z.enum(webhookEvents, `must be one of ${webhookEvents.join(', ')}`))
  .min(1)
  .max(20)
  .transform((names) => [...new Set(names)])
  .describe('What it is told.');

const secret = text()
  .refine(isSigningSecret, 'must be whsec_ and 24 to 64 bytes in base64')
  .optional()
  .describe(
    'What deliveries are signed with (Standard Webhooks); write-only. Made by the server when absent, and then shown once, in the answer.',
  );

export const createWebhookSchema = z.strictObject({
  url,
  events,
  secret,
  active: z.boolean().default(true),
});
export type CreateWebhook = z.output<typeof createWebhookSchema>;

/** What is left out stays as it is. */
export const updateWebhookSchema = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  secret,
  active: z.boolean().optional(),
});
export type UpdateWebhook = z.output<typeof updateWebhookSchema>;

export const listWebhooksSchema = z.object({
  limit: pageLimit,
  cursor: cursorSchema('webhooks').optional().describe('From the Link header of the page before.'),
});
export type ListWebhooks = z.output<typeof listWebhooksSchema>;

export const listDeliveriesSchema = z.object({
  limit: pageLimit,
});
export type ListDeliveries = z.output<typeof listDeliveriesSchema>;

export const webhookSchema = z
  .object({
    id: z.uuid(),
    url: text(),
    events: z.array(text()),
    active: z.boolean(),
    disabled_reason: text()
      .nullable()
      .describe('Why the server switched it off: `gone` where it answered 410.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Webhook' });
export type WebhookJson = z.output<typeof webhookSchema>;

export const madeWebhookSchema = webhookSchema.extend({
  secret: text().optional().describe('Where the server made it; shown here and never again.'),
});
export type MadeWebhookJson = z.output<typeof madeWebhookSchema>;

export const deliverySchema = z
  .object({
    id: z.uuid().describe('What its `webhook-id` ends in.'),
    event: text(),
    session_id: z.uuid().nullable(),
    turn_id: z.uuid().nullable(),
    state: z
      .enum(['pending', 'delivered', 'failed', 'dropped'])
      .describe('`pending`: it is tried again. `dropped`: there was nothing to tell any more.'),
    attempts: z.number().int(),
    status_code: z.number().int().nullable().describe('What was answered last.'),
    error: text().nullable(),
    created_at: z.iso.datetime(),
    last_attempt_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryJson = z.output<typeof deliverySchema>;

export const webhookTestSchema = z.object({
  delivered: z.boolean(),
  status_code: z.number().int().nullable(),
  error: text().nullable(),
});
export type WebhookTest = z.output<typeof webhookTestSchema>;

export function toWebhookJson(webhook: WebhookEntity): WebhookJson {
  return {
    id: webhook.id,
    url: webhook.url,
    events: webhook.events,
    active: webhook.active,
    disabled_reason: webhook.disabledReason,
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  };
}

export function toDeliveryJson(delivery: WebhookDeliveryEntity): DeliveryJson {
  return {
    id: delivery.id,
    event: delivery.event,
    session_id: delivery.sessionId,
    turn_id: delivery.turnId,
    state: delivery.state,
    attempts: delivery.attempts,
    status_code: delivery.statusCode,
    error: delivery.error,
    created_at: delivery.createdAt.toISOString(),
    last_attempt_at: delivery.lastAttemptAt?.toISOString() ?? null,
  };
}

/** The Link header (RFC 8288) that leads to the next page. */
export function linkToNext(next: Cursor, limit: number): string {
  return `</api/webhooks?limit=${limit}&cursor=${toCursorText('webhooks', next)}>; rel="next"`;
}
