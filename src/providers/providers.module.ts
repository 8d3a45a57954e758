import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LlmProviderEntity } from '@vox/database';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { SecretsModule } from '../secrets';
import { ProviderChangesModule } from './provider-changes.module';
import { ProviderKeys } from './provider-keys';
import { ProviderModels } from './provider-models';
import { ProviderRoster } from './provider-roster';
import { ProvidersController } from './providers.controller';
import { ProvidersService } from './providers.service';

/** `/api/providers`, and whom the language models ask beside those of the environment. Needs `DatabaseModule` beside it. */
@Module({
  imports: [
    ConversationModule,
    LlmModule,
    ProviderChangesModule,
    SecretsModule,
    TypeOrmModule.forFeature([LlmProviderEntity]),
  ],
  controllers: [ProvidersController],
  providers: [ProviderKeys, ProviderModels, ProviderRoster, ProvidersService],
  exports: [ProviderChangesModule, ProvidersService],
})
export class ProvidersModule {}
