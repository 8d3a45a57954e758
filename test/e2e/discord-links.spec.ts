import { answerOf } from '@vox/api-client';

import { commanded, LinkedPerson } from '../support/discord/linked-person';
import { DiscordServer, spoken } from '../support/discord/discord-server';
import { eventually } from '../support/eventually';

const SENTENCES = [
  'check-number-dial-again.wav',
  'confbridge-removed.wav',
  'please-try-call-later.wav',
  'all-circuits-busy-now.wav',
];

describe('Somebody in Discord who is a user of the server', () => {
  let bench: DiscordServer;

  beforeAll(async () => {
    bench = await DiscordServer.start(() => 'Yes.');
  }, 180_000);
  afterAll(() => bench?.close());

  it('has there what they say in a session of their own, from before the link and after it, and as long as it lasts', async () => {
    const { guild, people } = bench.guild('linked', 'ann', 'bob');
    const [ann, bob] = people;
    if (ann === undefined || bob === undefined) throw new Error('nobody is there');
    const user = await LinkedPerson.make(bench, 'Ann');
    await bench.join(guild);
    const said = async (member: typeof ann, count: number) => {
      await member.say(spoken(SENTENCES[count - 1] ?? ''));
      return bench.messages(
        `discord:${member.id}`,
        (all) => all.filter(({ role }) => role === 'assistant').length >= count,
      );
    };
    const own = async () => answerOf(await user.api.GET('/api/sessions'));
    await Promise.all([said(ann, 1), said(bob, 1)]);
    expect(await own()).toEqual([]);

    await user.link(guild, ann);
    const [session, ...more] = await own();
    expect(more).toEqual([]);
    expect(session?.user_id).toBe(`discord:${ann.id}`);
    const words = await said(ann, 2);
    const params = { path: { id: session?.id ?? '' } };
    const seen = await user.api.GET('/api/sessions/{id}/messages', { params });
    expect(answerOf(seen).map(({ id }) => id)).toEqual(words.map(({ id }) => id));
    const query = { group: 'owner' } as const;
    await eventually(
      async () => answerOf(await bench.server.api.GET('/api/costs', { params: { query } })),
      (sums) => sums.some(({ key }) => key === user.userId),
    );

    expect(await commanded(bench, guild, ann, 'unlink')).toMatch(/linked with nobody/u);
    expect(await own()).toEqual([]);
    await said(ann, 3);
    expect(await own()).toEqual([]);
    expect((await user.api.GET('/api/sessions/{id}/messages', { params })).response.status).toBe(
      404,
    );

    await user.link(guild, ann);
    await said(ann, 4);
    expect(await own()).toHaveLength(1);
  }, 240_000);
});
