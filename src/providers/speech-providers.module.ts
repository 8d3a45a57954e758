import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SpeechProviderEntity } from '@vox/database';

import { ConversationModule } from '../conversation';
import { SecretsModule } from '../secrets';
import { SttModule } from '../stt';
import { TtsModule } from '../tts';
import { ProviderChangesModule } from './provider-changes.module';
import { SpeechKeys } from './speech/speech-keys';
import { SpeechLists } from './speech/speech-lists';
import { SpeechLoader } from './speech/speech-loader';
import { SttProvidersController } from './speech/stt-providers.controller';
import { SttProvidersService } from './speech/stt-providers.service';
import { TtsProvidersController } from './speech/tts-providers.controller';
import { TtsProvidersService } from './speech/tts-providers.service';

/**
 * `/api/stt-providers` and `/api/tts-providers`, and who hears and speaks beside the engines of the environment. Needs
 * `DatabaseModule` beside it.
 */
@Module({
  imports: [
    ConversationModule,
    ProviderChangesModule,
    SecretsModule,
    SttModule,
    TtsModule,
    TypeOrmModule.forFeature([SpeechProviderEntity]),
  ],
  controllers: [SttProvidersController, TtsProvidersController],
  providers: [SpeechKeys, SpeechLists, SpeechLoader, SttProvidersService, TtsProvidersService],
})
export class SpeechProvidersModule {}
