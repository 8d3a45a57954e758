import type { CallHandler, ExecutionContext, HttpException } from '@nestjs/common';
import { AgentUnavailableError, CapacityError, InvalidInputError } from '@vox/voice-core';
import { lastValueFrom, throwError } from 'rxjs';

import { VoiceErrorsInterceptor } from './voice-errors.interceptor';

describe(VoiceErrorsInterceptor, () => {
  const answerTo = async (error: unknown): Promise<HttpException> => {
    const next: CallHandler = { handle: () => throwError(() => error) };
    const answer = new VoiceErrorsInterceptor().intercept({} as ExecutionContext, next);
    return lastValueFrom(answer).catch((thrown: unknown) => thrown) as Promise<HttpException>;
  };

  it('says of an agent that cannot be read now that it can be tried again, by kind and field', async () => {
    const answer = await answerTo(new AgentUnavailableError());
    expect(answer.getStatus()).toBe(503);
    expect(answer.getResponse()).toMatchObject({ problem: 'agent-unavailable', field: 'agent_id' });
  });

  it.each([
    [new InvalidInputError('agent_id', 'there is no such agent'), 400],
    [new CapacityError('full', 1000), 503],
  ])('answers %s with %i', async (error, status) => {
    expect((await answerTo(error)).getStatus()).toBe(status);
  });
});
