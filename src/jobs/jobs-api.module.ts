import { Module } from '@nestjs/common';

import { JobBoardPages } from './job-board-pages';
import { JobsController } from './jobs.controller';

/** `/api/jobs` and its board. Needs `AuthModule` and `JobsModule` beside it. */
@Module({ controllers: [JobsController], providers: [JobBoardPages] })
export class JobsApiModule {}
