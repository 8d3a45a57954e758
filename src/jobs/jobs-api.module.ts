import { Module } from '@nestjs/common';

import { AuditModule } from '../audit';
import { JobBoardPages } from './job-board-pages';
import { JobsController } from './jobs.controller';

/** `/api/jobs` and its board. Needs `AuthModule` and `JobsModule` beside it. */
@Module({ imports: [AuditModule], controllers: [JobsController], providers: [JobBoardPages] })
export class JobsApiModule {}
