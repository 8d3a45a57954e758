import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HttpToolEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { LlmModule } from '../llm';
import { SecretsModule } from '../secrets';
import { HttpToolLoader } from './http/http-tool-loader';
import { HttpToolRequests } from './http/http-tool-requests';
import { HttpToolsService } from './http/http-tools.service';
import { ToolChanges } from './http/tool-changes';
import { ToolsController } from './http/tools.controller';
import { SecretHeaders } from './secret-headers';
import { ToolsModule } from './tools.module';

/** `/api/tools`, and what agents call by HTTP. Needs `DatabaseModule` beside it. */
@Module({
  imports: [LlmModule, SecretsModule, ToolsModule, TypeOrmModule.forFeature([HttpToolEntity])],
  controllers: [ToolsController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    HttpToolLoader,
    HttpToolRequests,
    HttpToolsService,
    SecretHeaders,
    ToolChanges,
  ],
  exports: [ToolChanges],
})
export class HttpToolsModule {}
