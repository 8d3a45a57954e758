import { Writable } from 'node:stream';

import { Test } from '@nestjs/testing';
import { Logger } from 'nestjs-pino';

import { parseConfig } from '../config';
import { setLogLevel } from './log-level';
import { LogModule } from './log.module';

// The library keeps the first logger of a process: one level a file.
it('a log level that is set anew holds for the next line', async () => {
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
  logger.log('one');
  setLogLevel('debug');
  logger.debug('two');
  setLogLevel('warn');
  logger.log('three');
  await app.close();
  expect(written).toContain('two');
  expect(written).not.toMatch(/one|three/u);
});
