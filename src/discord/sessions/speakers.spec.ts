import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';

import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { GuildBench } from '../../../test/support/discord/guild-bench';

const SECOND_MS = 1000;

describe('the language that somebody speaks', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it.each(['personal', 'room'] as const)('is what they are heard in (%s)', async (mode) => {
    const bench = new GuildBench({ discord: { mode } });
    for (const person of ['ann', 'bob']) bench.guild.move(person, 'talk');
    bench.settings.languages.set('ann', 'de');
    await bench.start();
    await bench.join();
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('Äpfel'), bob: bench.stt.voice('pears') });
    await bench.clock.advance(10 * SECOND_MS);
    bench.settings.languages.set('ann', 'fr');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('pommes') });
    await bench.clock.advance(10 * SECOND_MS);
    expect([...bench.stt.languages]).toEqual([
      ['Äpfel', 'de'],
      ['pears', undefined],
      ['pommes', 'fr'],
    ]);
    await bench.stop();
  });
});

describe('a stored session that is chosen for a channel', () => {
  const sessionId = randomUUID();
  let bench: GuildBench;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    bench = new GuildBench({ discord: { mode: 'personal' } });
    bench.guild.move('ann', 'talk');
    await bench.start();
  });
  afterEach(() => bench.stop());

  it('goes on under its owner, with everybody who is there', async () => {
    await bench.store.begin(sessionId, 'web-user');
    expect(await bench.join({ sessionId })).toMatchObject({
      mode: 'room',
      sessions: [{ sessionId, userId: 'web-user' }],
    });
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.turns).toMatchObject([
      { userId: 'web-user', end: { outcome: 'completed', speakers: [{ id: 'ann' }] } },
    ]);
  });

  it('goes where the bot is called, and gives way to no other', async () => {
    await bench.store.begin(sessionId, 'web-user');
    await bench.join({ sessionId });
    await bench.join({ sessionId, channelId: 'other' });
    expect(bench.connections.opened).toHaveLength(1);
    expect(bench.voice.status(BOT_ID, 'guild')).toMatchObject({
      channelId: 'other',
      sessions: [{ sessionId }],
    });
  });

  it('is refused by name when there is none', async () => {
    await expect(bench.join({ sessionId: randomUUID() })).rejects.toMatchObject({
      field: 'session_id',
    });
    await expect(bench.join({ sessionId: 'not-a-uuid' })).rejects.toMatchObject({
      field: 'session_id',
    });
    expect(bench.connections.opened).toEqual([]);
  });
});
