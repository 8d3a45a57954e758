import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PriceEntity, RowLoader } from '@vox/database';
import { Repository } from 'typeorm';

import { Prices } from './prices';

/** Reads what providers ask for. */
@Injectable()
export class PriceLoader extends RowLoader {
  constructor(
    @InjectRepository(PriceEntity) private readonly rows: Repository<PriceEntity>,
    private readonly prices: Prices,
  ) {
    super('Prices', 'prices');
  }

  protected override async load(): Promise<void> {
    this.prices.set(await this.rows.find());
  }
}
