import { Module } from '@nestjs/common';

import { JobsController } from './jobs.controller';

/** `/api/jobs`. Needs `JobsModule` beside it. */
@Module({ controllers: [JobsController] })
export class JobsApiModule {}
