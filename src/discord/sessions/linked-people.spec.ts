import { Logger } from '@nestjs/common';

import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';

const SECOND_MS = 1000;

const LOOKS: GuildScript = {
  tools: { look: { isReadOnly: true } },
  reply: (messages) =>
    messages.at(-1)?.role === 'user' ? { calls: [{ name: 'look' }] } : 'I have looked.',
};

describe('people in a voice channel who are users of the server', () => {
  let bench: GuildBench;

  const begin = async (script: GuildScript, ...people: string[]) => {
    bench = new GuildBench(script);
    for (const person of people) bench.guild.move(person, 'talk');
    await bench.start();
    await bench.join();
  };
  const say = async (...people: string[]) => {
    const voices = people.map((person) => [person, bench.stt.voice(`look ${person}`)] as const);
    await bench.speak(SECOND_MS, Object.fromEntries(voices));
    await bench.clock.advance(8 * SECOND_MS);
  };
  const asked = () => bench.tools.log.map(({ run }) => run.caller);

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  it('are named to tools as such in a room: who has asked, and who is no user as nobody', async () => {
    await begin({ ...LOOKS, discord: { mode: 'room' } }, 'ann', 'bob');
    bench.settings.linked.set('ann', 'u-ann');
    await say('ann');
    await say('bob');
    expect(
      asked().map(({ accountId, speakers }) => [accountId, speakers.map(({ id }) => id)]),
    ).toEqual([
      ['u-ann', ['ann']],
      [undefined, ['bob']],
    ]);
  });

  it('have sessions of their own as users, from the next word after they were linked and to the last before they are not', async () => {
    await begin(LOOKS, '42');
    const sessions = () =>
      bench.turns.map((_turn, index) => {
        const ends = bench.events.filter(({ event }) => event.type === 'turn-end');
        const { sessionId, ownerId } = ends[index]?.session ?? {};
        return { sessionId, ownerId };
      });
    await say('42');
    bench.settings.linked.set('42', 'u-42');
    await say('42');
    bench.settings.linked.delete('42');
    await say('42');
    const [first] = sessions();
    expect(sessions()).toEqual(
      [null, 'u-42', null].map((ownerId) => ({ sessionId: first?.sessionId, ownerId })),
    );
    expect(asked().map(({ accountId, userId }) => [accountId, userId])).toEqual([
      [undefined, 'discord:42'],
      ['u-42', 'discord:42'],
      [undefined, 'discord:42'],
    ]);
  });
});
