import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  MessageEntity,
  SessionEntity,
  TurnEntity,
  WebhookDeliveryEntity,
  WebhookEntity,
} from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { SecretsModule } from '../secrets';
import { DeliverWebhookHandler } from './deliver-webhook.handler';
import { SessionWebhooks } from './session-webhooks';
import { WebhookBody } from './webhook-body';
import { WebhookRequest } from './webhook-request';
import { WebhooksController } from './webhooks.controller';
import { WebhooksService } from './webhooks.service';

/** `/api/webhooks`, and what tells them. Needs `DatabaseModule` and `JobsModule` beside it. */
@Module({
  imports: [
    ConversationModule,
    SecretsModule,
    TypeOrmModule.forFeature([
      WebhookEntity,
      WebhookDeliveryEntity,
      SessionEntity,
      TurnEntity,
      MessageEntity,
    ]),
  ],
  controllers: [WebhooksController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    WebhooksService,
    WebhookRequest,
    WebhookBody,
    DeliverWebhookHandler,
    SessionWebhooks,
  ],
})
export class WebhooksModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly sessions: SessionWebhooks) {}

  onApplicationBootstrap(): void {
    this.sessions.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sessions.stop();
  }
}
