import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobHandler, JobHandlers, type JobPayload } from '@vox/jobs';

import { ExportFiles } from './export-files';
import { ExportTexts } from './export-texts';

/** Writes the file of an export that somebody has asked this server for. Done twice, it is written anew. */
@Injectable()
export class ExportHandler extends JobHandler<'conversation.export'> implements OnModuleInit {
  readonly jobName = 'conversation.export';

  constructor(
    private readonly files: ExportFiles,
    private readonly texts: ExportTexts,
    private readonly handlers: JobHandlers,
  ) {
    super();
  }

  onModuleInit(): void {
    this.handlers.register(this);
  }

  override async handle({ exportId }: JobPayload<'conversation.export'>): Promise<void> {
    const about = await this.files.find(exportId);
    // Of several servers on one database the one that was asked has it: it gets the job with one of the next tries.
    if (about === undefined) throw new Error('no such export was asked of this server');
    await this.files.write(about, this.texts.of(about));
    // Words that were deleted while they were written are not left in a file.
    const written = await this.files.find(exportId);
    if (written === undefined || !(await this.texts.areThere(written))) {
      await this.files.remove(exportId);
    }
  }
}
