import { BadGatewayException, Injectable } from '@nestjs/common';
import { ProviderError } from '@vox/voice-core';

import { ServiceErrorsInterceptor } from '../http';

/** What the speech services throw, as HTTP says it. An engine's own words stay in the log. */
@Injectable()
export class SpeechErrorsInterceptor extends ServiceErrorsInterceptor {
  protected override translate(error: unknown): unknown {
    if (!(error instanceof ProviderError)) return error;
    return new BadGatewayException(`${error.provider}: ${error.category}`);
  }
}
