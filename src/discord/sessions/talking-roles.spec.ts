import { Logger } from '@nestjs/common';

import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

describe('a guild that lets a role talk', () => {
  let bench: GuildBench;

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  /** Singers may talk, of whom Ann is one; conductors steer. */
  const begin = async (script: GuildScript = {}, ...people: string[]) => {
    bench = new GuildBench(script);
    bench.settings.roles = { memberRoleIds: ['singers'], adminRoleIds: ['conductors'] };
    bench.guild.roles.set('singers', ['ann']);
    for (const person of people) bench.guild.move(person, 'talk');
    await bench.start();
    await bench.join();
  };
  const say = async (...people: string[]) => {
    const voices = people.map((person) => [person, bench.stt.voice(`of ${person}`)] as const);
    await bench.speak(SECOND_MS, Object.fromEntries(voices));
    await bench.clock.advance(8 * SECOND_MS);
  };
  const told = () => bench.guild.posts.filter(({ text }) => text.includes('do not listen'));
  const people = () =>
    bench.voice.status('9000', 'guild')?.people.map(({ userId, role }) => [userId, role]);

  it.each(['personal', 'room'] as const)(
    'hears its people and nobody else, whose packets are not decoded, and says so once (%s)',
    async (mode) => {
      await begin({ discord: { mode } }, 'ann', 'bob');
      await say('ann', 'bob');
      await say('ann', 'bob');
      expect(bench.turns.map(({ end }) => end.userText)).toEqual(
        mode === 'room' ? ['Ann: of ann', 'Ann: of ann'] : ['of ann', 'of ann'],
      );
      const heard = bench.service.inputs.map((input) =>
        input.type === 'audio' ? input.speaker?.id : undefined,
      );
      expect(new Set(heard)).toEqual(new Set(['ann']));
      expect(bench.connection.ignored).toEqual(['bob']);
      expect(told()).toEqual([
        {
          channelId: 'talk',
          text: '<@bob> I do not listen to you: on this server I listen to people with one of these roles: <@&singers>.',
        },
      ]);
      expect(people()).toEqual([
        ['ann', 'member'],
        ['bob', 'guest'],
      ]);
    },
  );

  it('hears who steers the bot and who manages the server, whatever else they are', async () => {
    bench = new GuildBench();
    bench.guild.managers.add('cid');
    bench.guild.roles.set('conductors', ['bob']);
    bench.settings.roles = { memberRoleIds: ['singers'], adminRoleIds: ['conductors'] };
    for (const person of ['bob', 'cid']) bench.guild.move(person, 'talk');
    await bench.start();
    await bench.join();
    await say('bob', 'cid');
    expect(bench.turns.map(({ end }) => end.userText)).toEqual(['of bob', 'of cid']);
    expect(told()).toEqual([]);
    expect(people()).toEqual([
      ['bob', 'admin'],
      ['cid', 'owner'],
    ]);
  });

  it('ends the part of somebody who loses the role while they talk, and hears who is given it', async () => {
    await begin({}, 'ann', 'bob');
    await bench.speak(SECOND_MS / 2, { ann: bench.stt.voice('half a') });
    bench.guild.roles.set('singers', ['bob']);
    bench.guild.onEvent({ type: 'roles' });
    expect(bench.connection.ignored).toEqual(['ann']);
    const before = bench.service.inputs.length;
    await say('ann');
    expect(bench.service.inputs).toHaveLength(before);
    expect(bench.turns).toEqual([]);
    expect(bench.voice.status('9000', 'guild')?.sessions).toEqual([]);
    await say('bob');
    expect(bench.turns.map(({ end }) => end.userText)).toEqual(['of bob']);
    expect(told().map(({ text }) => text.slice(0, 6))).toEqual(['<@bob>', '<@ann>']);
  });

  it('counts after the gateway was away as it is by then', async () => {
    await begin({}, 'ann', 'bob');
    bench.guild.roles.set('singers', ['bob']);
    bench.guild.onEvent({ type: 'resynced' });
    await bench.clock.advance(SECOND_MS);
    expect(bench.connection.ignored).toEqual(['ann']);
    expect(told().map(({ text }) => text.slice(0, 6))).toEqual(['<@bob>', '<@ann>']);
  });

  it('is heard alone from the moment on that the role is named', async () => {
    bench = await GuildBench.withAnn();
    await bench.join();
    await say('ann');
    bench.settings.roles = { memberRoleIds: ['singers'], adminRoleIds: [] };
    bench.voice.applyRoles('guild');
    await say('ann');
    expect(bench.turns).toHaveLength(1);
    expect(told()).toHaveLength(1);
    bench.settings.roles = { memberRoleIds: [], adminRoleIds: [] };
    bench.voice.applyRoles('guild');
    expect(bench.connection.ignored).toEqual([]);
    await say('ann');
    expect(bench.turns).toHaveLength(2);
  });

  it('asks Discord each minute where the gateway does not tell of roles', async () => {
    await begin({}, 'ann');
    await say('ann');
    bench.guild.rolesRead = () => bench.guild.roles.set('singers', []);
    await bench.clock.advance(MINUTE_MS);
    expect(bench.connection.ignored).toEqual(['ann']);
    await say('ann');
    expect(bench.turns).toHaveLength(1);
  });

  it('asks for no consent of who is not heard, until they are', async () => {
    await begin({ consents: { wanted: ['recording'] } }, 'ann', 'bob');
    const asked = () => bench.guild.posts.filter(({ text }) => text.includes('would like to'));
    expect(asked().map(({ text }) => text.split('\n')[0])).toEqual(['<@ann>']);
    bench.guild.roles.set('singers', ['ann', 'bob']);
    bench.guild.onEvent({ type: 'roles' });
    await bench.clock.advance(SECOND_MS);
    expect(asked().map(({ text }) => text.split('\n')[0])).toEqual(['<@ann>', '<@bob>']);
  });

  it('tells again, another time, what could not be posted', async () => {
    bench = new GuildBench();
    bench.settings.roles = { memberRoleIds: ['singers'], adminRoleIds: [] };
    bench.guild.move('bob', 'talk');
    bench.guild.postFailure = new Error('no');
    await bench.start();
    await bench.join();
    bench.guild.postFailure = undefined;
    bench.guild.onEvent({ type: 'roles' });
    await bench.clock.advance(SECOND_MS);
    expect(told()).toHaveLength(1);
  });
});
