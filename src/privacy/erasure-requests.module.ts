import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ErasureEntity } from '@vox/database';

import { Erasures } from './erasures';

/** What asks for erasures; `PrivacyModule` has them done. Needs `DatabaseModule` and `JobsModule` beside it. */
@Module({
  imports: [TypeOrmModule.forFeature([ErasureEntity])],
  providers: [Erasures],
  exports: [Erasures],
})
export class ErasureRequestsModule {}
