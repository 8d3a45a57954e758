import { Module } from '@nestjs/common';

import { VoiceModule } from '../voice';
import { InfoController } from './info.controller';

@Module({ imports: [VoiceModule], controllers: [InfoController] })
export class InfoModule {}
