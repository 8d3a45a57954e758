import path from 'node:path';

import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  errorCode,
  makeDataFolder,
  MessageEntity,
  resolveDataDir,
  SessionEntity,
} from '@vox/database';
import { Clock, ConfigError, SystemClock } from '@vox/voice-core';

import { AppConfig } from '../config';
import { ConversationModule } from '../conversation';
import { ExportFiles } from './export-files';
import { ExportHandler } from './export.handler';
import { EverythingSource } from './everything-source';
import { ExportSource } from './export-source';
import { ExportTexts } from './export-texts';
import { ExportsController } from './exports.controller';
import { ExportsService } from './exports.service';
import { PersonExportsController } from './person-exports.controller';

/** The embedded database's account passes through the data folder. */
const OPEN = 0o755;

/** `/api/exports`, and one session's file. Needs `DatabaseModule` and `JobsModule` beside it. */
@Module({
  imports: [ConversationModule, TypeOrmModule.forFeature([SessionEntity, MessageEntity])],
  controllers: [ExportsController, PersonExportsController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: ExportFiles, useFactory: openFiles, inject: [AppConfig, Clock] },
    ExportSource,
    EverythingSource,
    ExportTexts,
    ExportHandler,
    ExportsService,
  ],
})
export class ExportsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly exports: ExportsService) {}

  onApplicationBootstrap(): void {
    this.exports.start();
  }

  onApplicationShutdown(): void {
    this.exports.stop();
  }
}

async function openFiles({ database }: AppConfig, clock: Clock): Promise<ExportFiles> {
  const dataDir = await resolveDataDir({ configured: database.DATA_DIR, account: undefined });
  await makeDataFolder(dataDir, OPEN);
  const folder = path.join(dataDir, 'exports');
  const files = new ExportFiles(folder, clock);
  try {
    await files.open();
  } catch (error) {
    throw new ConfigError([`DATA_DIR: cannot write to ${folder} (${errorCode(error)})`]);
  }
  return files;
}
