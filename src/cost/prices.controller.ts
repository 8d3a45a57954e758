import { Body, Controller, Delete, Get, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import {
  type ChangePrice,
  changePriceSchema,
  type CreatePrice,
  createPriceSchema,
  type PriceJson,
  priceSchema,
  toPriceJson,
} from './price.schema';
import { PricesService } from './prices.service';

const NO_PRICE = 'There is no such price.';

/** What providers ask for their work. */
@ApiTag('Usage')
@Controller('api/prices')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class PricesController {
  constructor(private readonly prices: PricesService) {}

  @Get()
  @ApiRoute({
    id: 'listPrices',
    scope: 'admin',
    summary: 'All of them.',
    responses: { 200: z.array(priceSchema) },
  })
  async list(): Promise<PriceJson[]> {
    return (await this.prices.list()).map(toPriceJson);
  }

  @Post()
  @ApiRoute({
    id: 'createPrice',
    scope: 'admin',
    audited: true,
    summary: 'Sets what a provider asks for, from now on: what was used before keeps its price.',
    body: createPriceSchema,
    example: { provider: 'openai', model: 'gpt-5-mini', unit: 'million_prompt_tokens', usd: 0.25 },
    responses: { 201: priceSchema, 409: 'There is one for that.' },
  })
  async create(@Body() request: CreatePrice): Promise<PriceJson> {
    return toPriceJson(await this.prices.create(request));
  }

  @Get(':id')
  @ApiRoute({
    id: 'getPrice',
    scope: 'admin',
    summary: 'One of them.',
    params: idParams,
    responses: { 200: priceSchema, 404: NO_PRICE },
  })
  async get(@Param('id') id: string): Promise<PriceJson> {
    return toPriceJson(await this.prices.get(id));
  }

  @Patch(':id')
  @ApiRoute({
    id: 'changePrice',
    scope: 'admin',
    audited: true,
    summary: 'Another price, from now on.',
    params: idParams,
    body: changePriceSchema,
    example: { usd: 0.2 },
    responses: { 200: priceSchema, 404: NO_PRICE },
  })
  async change(@Param('id') id: string, @Body() request: ChangePrice): Promise<PriceJson> {
    return toPriceJson(await this.prices.change(id, request));
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deletePrice',
    scope: 'admin',
    audited: true,
    summary: 'It has no price from now on.',
    params: idParams,
    responses: { 204: null, 404: NO_PRICE },
  })
  remove(@Param('id') id: string): Promise<void> {
    return this.prices.remove(id);
  }
}
