import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams, linkSchema } from '../http';
import {
  type CreateWebhook,
  createWebhookSchema,
  type DeliveryJson,
  deliverySchema,
  linkToNext,
  type ListDeliveries,
  listDeliveriesSchema,
  type ListWebhooks,
  listWebhooksSchema,
  type MadeWebhookJson,
  madeWebhookSchema,
  toDeliveryJson,
  toWebhookJson,
  type UpdateWebhook,
  updateWebhookSchema,
  type WebhookJson,
  webhookSchema,
  type WebhookTest,
  webhookTestSchema,
} from './webhook.schema';
import { WebhooksService } from './webhooks.service';

const NOT_FOUND = 'There is no such webhook.';

@ApiTag('Webhooks')
@Controller('api/webhooks')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @ApiRoute({
    id: 'listWebhooks',
    scope: 'admin',
    summary: 'The newest first.',
    query: listWebhooksSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(webhookSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() query: ListWebhooks,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookJson[]> {
    const { webhooks, next } = await this.webhooks.page(query);
    if (next !== undefined) response.setHeader('Link', linkToNext(next, query.limit));
    return webhooks.map(toWebhookJson);
  }

  @Get(':id')
  @ApiRoute({
    id: 'getWebhook',
    scope: 'admin',
    summary: 'One, without its secret.',
    params: idParams,
    responses: { 200: webhookSchema, 404: NOT_FOUND },
  })
  async get(@Param('id') id: string): Promise<WebhookJson> {
    return toWebhookJson(await this.webhooks.get(id));
  }

  @Post()
  @ApiRoute({
    id: 'createWebhook',
    scope: 'admin',
    summary: 'Makes one.',
    body: createWebhookSchema,
    example: { url: 'https://example.org/hook', events: ['turn.completed'] },
    responses: { 201: madeWebhookSchema, 409: 'There are a hundred.' },
  })
  async create(@Body() request: CreateWebhook): Promise<MadeWebhookJson> {
    const { webhook, secret } = await this.webhooks.create(request);
    return { ...toWebhookJson(webhook), ...(secret === undefined ? {} : { secret }) };
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateWebhook',
    scope: 'admin',
    summary: 'Changes what the body names.',
    params: idParams,
    body: updateWebhookSchema,
    example: { active: false },
    responses: { 200: webhookSchema, 404: NOT_FOUND },
  })
  async update(@Param('id') id: string, @Body() request: UpdateWebhook): Promise<WebhookJson> {
    return toWebhookJson(await this.webhooks.update(id, request));
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteWebhook',
    scope: 'admin',
    summary: 'Deletes it. Also what waits for it is not sent.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.webhooks.remove(id);
  }

  @Post(':id/test')
  @ApiRoute({
    id: 'testWebhook',
    scope: 'admin',
    summary: 'Sends it `webhook.test`, now and once, also where it is switched off.',
    params: idParams,
    responses: { 200: webhookTestSchema, 404: NOT_FOUND },
  })
  test(@Param('id') id: string): Promise<WebhookTest> {
    return this.webhooks.test(id);
  }

  @Get(':id/deliveries')
  @ApiRoute({
    id: 'listWebhookDeliveries',
    scope: 'admin',
    summary: 'What became of telling it, the newest first; kept for 30 days.',
    params: idParams,
    query: listDeliveriesSchema,
    responses: { 200: z.array(deliverySchema), 404: NOT_FOUND },
  })
  async deliveries(
    @Param('id') id: string,
    @Query() { limit }: ListDeliveries,
  ): Promise<DeliveryJson[]> {
    return (await this.webhooks.newestDeliveries(id, limit)).map(toDeliveryJson);
  }
}
