import {
  type ArgumentsHost,
  ConflictException,
  ImATeapotException,
  Logger,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';

import { badField } from './bad-field';
import { ProblemFilter } from './problem.filter';

class AnswerStub {
  status_ = 0;
  body: unknown;
  readonly headers: Record<string, unknown> = {};
  headersSent = false;

  setHeader(name: string, value: unknown) {
    this.headers[name] = value;
  }
  status(status: number) {
    this.status_ = status;
    return this;
  }
  type(type: string) {
    this.headers['Content-Type'] = type;
    return this;
  }
  send(text: string) {
    this.body = JSON.parse(text) as unknown;
  }
}

function answerTo(exception: unknown) {
  const response = new AnswerStub();
  const filter = new ProblemFilter();
  const host = { getType: () => 'http', switchToHttp: () => ({ getResponse: () => response }) };
  filter.catch(exception, host as unknown as ArgumentsHost);
  return response;
}

describe(ProblemFilter, () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('tells which fields are wrong, the first one first', () => {
    const {
      status_: status,
      body,
      headers,
    } = answerTo(badField('name', 'is too long', [{ field: 'voice', detail: 'is unknown' }]));
    expect(status).toBe(400);
    expect(headers['Content-Type']).toBe('application/problem+json');
    expect(body).toEqual({
      type: '/api/problems/validation',
      title: 'A part of the request is wrong',
      status: 400,
      detail: 'name: is too long',
      field: 'name',
      errors: [
        { field: 'name', detail: 'is too long' },
        { field: 'voice', detail: 'is unknown' },
      ],
    });
  });

  it.each([
    [new ConflictException('It is the default one'), 409, '/api/problems/conflict'],
    [new UnauthorizedException('No key'), 401, '/api/problems/unauthorized'],
    [
      new ServiceUnavailableException({ message: 'Off', problem: 'agent-unavailable' }),
      503,
      '/api/problems/agent-unavailable',
    ],
    [new ImATeapotException('Tea only'), 418, 'about:blank'],
  ])('gives %s its kind by what it is', (exception, status, type) => {
    expect(answerTo(exception).body).toMatchObject({ status, type, detail: exception.message });
  });

  it('says when to come again, and with what', () => {
    const full = new ServiceUnavailableException({ message: 'Full', retryAfterMs: 4200 });
    expect(answerTo(full).headers).toMatchObject({ 'Retry-After': 5 });
    expect(answerTo(new UnauthorizedException()).headers).toMatchObject({
      'WWW-Authenticate': 'Bearer',
    });
  });

  it('tells nobody what went wrong inside', () => {
    const { body } = answerTo(new Error('password is hunter2'));
    expect(body).toMatchObject({ status: 500, type: '/api/problems/internal-error' });
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('leaves what is not HTTP to whoever asked', () => {
    const host = { getType: () => 'necord' } as unknown as ArgumentsHost;
    const error = new Error('of a command');
    expect(() => new ProblemFilter().catch(error, host)).toThrow(error);
  });
});
