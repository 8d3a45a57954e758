import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { OpenApiController } from './openapi.controller';
import { ProblemsController } from './problems.controller';

@Module({ imports: [DiscoveryModule], controllers: [OpenApiController, ProblemsController] })
export class OpenApiModule {}
