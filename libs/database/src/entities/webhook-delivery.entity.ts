import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { WebhookEntity } from './webhook.entity';

export type WebhookDeliveryState = 'pending' | 'delivered' | 'failed' | 'dropped';

/**
 * What became of telling one webhook of one event. It holds ids and no words; `id` is the message's own, which the receiver
 * sees. `dropped`: what it was about had been deleted, or the webhook was switched off meanwhile.
 */
@Entity({ name: 'webhook_deliveries' })
@Index('webhook_deliveries_recent', ['webhookId', 'createdAt', 'id'])
@Index('webhook_deliveries_session', ['sessionId'])
@Check('webhook_deliveries_state_check', "state in ('pending', 'delivered', 'failed', 'dropped')")
export class WebhookDeliveryEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhook_deliveries_pkey' })
  id!: string;

  @ForeignKey(() => WebhookEntity, {
    name: 'webhook_deliveries_webhook_id_fkey',
    onDelete: 'CASCADE',
  })
  @Column({ name: 'webhook_id', type: 'uuid' })
  webhookId!: string;

  @Column({ type: 'varchar', length: 50 })
  event!: string;

  @Column({ name: 'session_id', type: 'uuid', nullable: true })
  sessionId!: string | null;

  @Column({ name: 'turn_id', type: 'uuid', nullable: true })
  turnId!: string | null;

  @Column({ type: 'varchar', length: 20, default: 'pending' })
  state!: WebhookDeliveryState;

  @Column({ type: 'int', default: 0 })
  attempts!: number;

  /** What the receiver answered last; null where it did not. */
  @Column({ name: 'status_code', type: 'int', nullable: true })
  statusCode!: number | null;

  /** Why the last attempt failed, in words of our own. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  error!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'last_attempt_at', type: 'timestamptz', nullable: true })
  lastAttemptAt!: Date | null;
}
