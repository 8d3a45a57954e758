import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import { RefusalLog } from './refusal-log';

describe(RefusalLog, () => {
  const lines: [Record<string, unknown>, string][] = [];
  const clock = new VirtualClock();
  beforeEach(() => {
    lines.length = 0;
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (...line: unknown[]) => void lines.push(line as [Record<string, unknown>, string]),
    });
  });
  afterAll(() => Logger.overrideLogger(false));

  const told = () => lines.map(([attributes]) => attributes);

  it('tells of each kind once, whoever sent it', () => {
    const log = new RefusalLog(clock);
    log.note({ code: 'invalid_audio', message: 'audio: odd', field: 'audio' }, 's-1');
    log.note({ code: 'invalid_audio', message: 'audio: odd', field: 'audio' }, 's-2');
    log.note({ code: 'not_started', message: 'audio: send start first', field: 'audio' });
    log.note({ code: 'invalid_message', message: 'not a valid message' });
    expect(told()).toEqual([
      { sessionId: 's-1', code: 'invalid_audio', field: 'audio', othersSince: 0 },
      { sessionId: undefined, code: 'not_started', field: 'audio', othersSince: 0 },
      { sessionId: undefined, code: 'invalid_message', field: undefined, othersSince: 0 },
    ]);
  });

  it('tells again after a minute, and how many there were meanwhile', async () => {
    const log = new RefusalLog(clock);
    const odd = { code: 'invalid_audio', message: 'audio: odd', field: 'audio' } as const;
    for (let count = 0; count < 5; count++) log.note(odd);
    await clock.advance(59_999);
    log.note(odd);
    await clock.advance(1);
    log.note(odd);
    expect(told().map(({ othersSince }) => othersSince)).toEqual([0, 5]);
  });

  it('tells neither the message nor a key that the client chose', () => {
    const log = new RefusalLog(clock);
    const field = 'data.rtp_parameters.codecs.0.parameters.my secret';
    log.note({ code: 'invalid_message', message: `${field}: "my secret" is wrong`, field });
    expect(JSON.stringify(lines)).not.toContain('secret');
    expect(told()).toMatchObject([{ field: 'data.rtp_parameters' }]);
  });

  it('stays small however many kinds there are', () => {
    const log = new RefusalLog(clock);
    for (let count = 0; count < 1000; count++) {
      log.note({ code: 'invalid_message', message: '', field: `data.made_up_${count}` });
    }
    expect(lines).toHaveLength(200);
  });
});
