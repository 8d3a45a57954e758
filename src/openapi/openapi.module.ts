import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { DocsController } from './docs.controller';
import { OpenApiController } from './openapi.controller';
import { ProblemsController } from './problems.controller';

@Module({
  imports: [DiscoveryModule],
  controllers: [OpenApiController, DocsController, ProblemsController],
})
export class OpenApiModule {}
