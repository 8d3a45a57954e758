import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import {
  type CreateWebhook,
  createWebhookSchema,
  type DeliveryJson,
  linkToNext,
  type ListDeliveries,
  listDeliveriesSchema,
  type ListWebhooks,
  listWebhooksSchema,
  type MadeWebhookJson,
  toDeliveryJson,
  toWebhookJson,
  type UpdateWebhook,
  updateWebhookSchema,
  type WebhookJson,
} from './webhook.schema';
import { WebhooksService, type WebhookTest } from './webhooks.service';

const webhookId = new ZodValidationPipe(z.uuid(), 'id');

@Controller('api/webhooks')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  /** A page; `Link: <…>; rel="next"` leads to the one after it, where there is one. */
  @Get()
  async list(
    @Query(new ZodValidationPipe(listWebhooksSchema, 'query')) query: ListWebhooks,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookJson[]> {
    const { webhooks, next } = await this.webhooks.page(query);
    if (next !== undefined) response.setHeader('Link', linkToNext(next, query.limit));
    return webhooks.map(toWebhookJson);
  }

  @Get(':id')
  async get(@Param('id', webhookId) id: string): Promise<WebhookJson> {
    return toWebhookJson(await this.webhooks.get(id));
  }

  @Post()
  async create(
    @Body(new ZodValidationPipe(createWebhookSchema)) request: CreateWebhook,
  ): Promise<MadeWebhookJson> {
    const { webhook, secret } = await this.webhooks.create(request);
    return { ...toWebhookJson(webhook), ...(secret === undefined ? {} : { secret }) };
  }

  @Put(':id')
  async update(
    @Param('id', webhookId) id: string,
    @Body(new ZodValidationPipe(updateWebhookSchema)) request: UpdateWebhook,
  ): Promise<WebhookJson> {
    return toWebhookJson(await this.webhooks.update(id, request));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', webhookId) id: string): Promise<void> {
    await this.webhooks.remove(id);
  }

  @Post(':id/test')
  @HttpCode(200)
  test(@Param('id', webhookId) id: string): Promise<WebhookTest> {
    return this.webhooks.test(id);
  }

  @Get(':id/deliveries')
  async deliveries(
    @Param('id', webhookId) id: string,
    @Query(new ZodValidationPipe(listDeliveriesSchema, 'query')) { limit }: ListDeliveries,
  ): Promise<DeliveryJson[]> {
    return (await this.webhooks.newestDeliveries(id, limit)).map(toDeliveryJson);
  }
}
