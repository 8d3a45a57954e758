import {
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
  Optional,
} from '@nestjs/common';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { MemoryEntity, MessageEntity, SessionEntity, UserEntity } from '@vox/database';
import { Clock, Recollections, SpendingLimits, SystemClock, UsageMeter } from '@vox/voice-core';
import type { Repository } from 'typeorm';

import { BackgroundModule } from '../background';
import { AppConfig } from '../config';
import { ConsentsModule } from '../consents';
import { ConversationModule } from '../conversation';
import { countTokens, LlmModule, loadTokenizer } from '../llm';
import { RedactionModule } from '../redaction';
import { ToolsModule, ToolsService } from '../tools';
import { configuredVectors } from './configured-vectors';
import { FactVectors } from './fact-vectors';
import { Memories } from './memories';
import { MemoriesController } from './memories.controller';
import { MemoriesService } from './memories.service';
import { MemoryConsent, StoredMemoryConsent } from './memory-consent';
import { forget, remember } from './memory-tools';
import { ProposalRequests } from './proposal-requests';
import { ProposeMemoriesHandler } from './propose-memories.handler';
import { Rememberer } from './rememberer';
import { StoredRecollections } from './stored-recollections';

/**
 * Memory across conversations: what agents keep of those who have allowed it, what models are given of it, and
 * `/api/users/:id/memories`. Needs `DatabaseModule` and `JobsModule` beside it.
 *
 * Global: the voice loop knows the port `Recollections` alone.
 */
@Global()
@Module({
  imports: [
    BackgroundModule,
    ConsentsModule,
    ConversationModule,
    LlmModule,
    RedactionModule,
    ToolsModule,
    TypeOrmModule.forFeature([MemoryEntity, MessageEntity, SessionEntity, UserEntity]),
  ],
  controllers: [MemoriesController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: MemoryConsent, useClass: StoredMemoryConsent },
    { provide: Recollections, useClass: StoredRecollections },
    {
      provide: FactVectors,
      useFactory: (
        config: AppConfig,
        rows: Repository<MemoryEntity>,
        clock: Clock,
        meter?: UsageMeter,
        limits?: SpendingLimits,
      ) => {
        const counting = meter && { meter, countTokens };
        return configuredVectors(config, rows, clock, { counting, limits });
      },
      inject: [
        AppConfig,
        getRepositoryToken(MemoryEntity),
        Clock,
        { token: UsageMeter, optional: true },
        { token: SpendingLimits, optional: true },
      ],
    },
    Memories,
    MemoriesService,
    ProposalRequests,
    ProposeMemoriesHandler,
    Rememberer,
  ],
  exports: [Recollections],
})
export class MemoryModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly requests: ProposalRequests,
    private readonly tools: ToolsService,
    private readonly memories: Memories,
    private readonly rememberer: Rememberer,
    @Optional() private readonly vectors?: FactVectors,
  ) {}

  onModuleInit(): void {
    const { memories, rememberer } = this;
    this.tools.add([remember({ memories, rememberer }), forget({ memories, rememberer })]);
  }

  onApplicationBootstrap(): void {
    this.requests.start();
    if (this.vectors === undefined) return;
    loadTokenizer();
    this.vectors.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.requests.stop();
    await this.vectors?.stop();
  }
}
