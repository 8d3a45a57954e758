import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';

import { Controller, Get, Logger as NestLogger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Logger } from 'nestjs-pino';
import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

import { parseConfig } from '../config';
import { LogModule } from './log.module';

const PROMPT = 'You are a pirate called PLUMTREE';

function refusedStatement(): QueryFailedError {
  const driver = Object.assign(new DatabaseError(`invalid: "${PROMPT}"`, 1, 'error'), {
    code: '22021',
    detail: PROMPT,
  });
  return new QueryFailedError('insert into agents values ($1)', [PROMPT], driver);
}

@Controller('failing')
class FailingController {
  @Get()
  fail(): never {
    throw refusedStatement();
  }
}

describe(LogModule, () => {
  it('logs what a handler could not do, and nothing of what it was given', async () => {
    let written = '';
    const destination = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written += chunk.toString();
        done();
      },
    });
    const config = parseConfig({ LOG_LEVEL: 'trace' });
    const room = await Test.createTestingModule({
      imports: [LogModule.forRoot(config, destination)],
      controllers: [FailingController],
    }).compile();
    const app = room.createNestApplication({ bufferLogs: true });
    app.useLogger(app.get(Logger));
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    const response = await fetch(`http://127.0.0.1:${port}/failing?api_key=PLUMTREE`);
    new NestLogger('Room').error({ err: refusedStatement(), sessionId: 's' }, 'failed');
    new NestLogger('Room').error('failed', refusedStatement());
    await app.close();
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/PLUMTREE|insert/u);
    expect(written).toMatch(/"code":"22021"/u);
    expect(written).toMatch(/log\.module\.spec/u);
    expect(written).not.toMatch(/PLUMTREE|pirate|insert into/u);
  });
});
