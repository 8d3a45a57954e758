import { Module } from '@nestjs/common';
import { Clock, SystemClock, Tools } from '@vox/voice-core';

import { ToolsService } from './tools.service';

/** What agents may do while they talk. */
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    ToolsService,
    { provide: Tools, useExisting: ToolsService },
  ],
  exports: [Tools, ToolsService],
})
export class ToolsModule {}
