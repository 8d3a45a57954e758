import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PriceEntity, unlessTaken } from '@vox/database';
import { Repository } from 'typeorm';

import { conflictingField } from '../http';
import { PriceLoader } from './price-loader';
import type { ChangePrice, CreatePrice } from './price.schema';

/** Prices as they are stored; they hold here when a change resolves, elsewhere within 30 s. */
@Injectable()
export class PricesService {
  constructor(
    @InjectRepository(PriceEntity) private readonly prices: Repository<PriceEntity>,
    private readonly loader: PriceLoader,
  ) {}

  list(): Promise<PriceEntity[]> {
    return this.prices.find({ order: { provider: 'ASC', model: 'ASC', unit: 'ASC' } });
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<PriceEntity> {
    const found = await this.prices.findOneBy({ id });
    if (found === null) throw new NotFoundException('There is no such price');
    return found;
  }

  /** @throws ConflictException when there is one for that. */
  async create({ provider, model, unit, usd }: CreatePrice): Promise<PriceEntity> {
    const made = this.prices.create({ provider, model: model ?? '', unit, usd: String(usd) });
    const { id } = await unlessTaken(
      () => this.prices.save(made),
      () => conflictingField('unit', 'has a price already, for that provider and model'),
    );
    await this.loader.reload();
    return this.get(id);
  }

  /** @throws NotFoundException */
  async change(id: string, { usd }: ChangePrice): Promise<PriceEntity> {
    await this.get(id);
    await this.prices.update({ id }, { usd: String(usd) });
    await this.loader.reload();
    return this.get(id);
  }

  /** @throws NotFoundException */
  async remove(id: string): Promise<void> {
    await this.get(id);
    await this.prices.delete({ id });
    await this.loader.reload();
  }
}
