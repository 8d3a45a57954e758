import { BadGatewayException, Injectable } from '@nestjs/common';

import { ServiceErrorsInterceptor } from '../../http';
import { VoiceUnavailableError } from '../voice-channels';

/** What `VoiceChannels` throws, as HTTP says it. */
@Injectable()
export class VoiceErrorsInterceptor extends ServiceErrorsInterceptor {
  protected override translate(error: unknown): unknown {
    return error instanceof VoiceUnavailableError ? new BadGatewayException(error.message) : error;
  }
}
