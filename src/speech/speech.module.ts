import { Module } from '@nestjs/common';

import { SttModule } from '../stt';
import { TtsModule } from '../tts';
import { SpeechController } from './speech.controller';
import { TranscriptionsController } from './transcriptions.controller';

/** Recognition and speech by REST, for whoever needs no conversation. */
@Module({
  imports: [SttModule, TtsModule],
  controllers: [SpeechController, TranscriptionsController],
})
export class SpeechModule {}
