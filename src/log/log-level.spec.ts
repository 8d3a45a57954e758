import { Writable } from 'node:stream';

import { Test } from '@nestjs/testing';
import { Logger } from 'nestjs-pino';

import { parseConfig } from '../config';
import { LogModule } from './log.module';

// The library keeps the first logger of a process: one level a file.
it('LOG_LEVEL=warn lets through what is a warning or worse', async () => {
  let written = '';
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString();
      done();
    },
  });
  const room = await Test.createTestingModule({
    imports: [LogModule.forRoot(parseConfig({ LOG_LEVEL: 'warn' }), destination)],
  }).compile();
  const app = room.createNestApplication({ bufferLogs: true });
  const logger = app.get(Logger);
  app.useLogger(logger);
  await app.init();
  logger.error('level error');
  logger.warn('level warn');
  logger.log('level info');
  await app.close();
  expect([...written.matchAll(/level (\w+)/gu)].map(([, name]) => name)).toEqual(['error', 'warn']);
});
