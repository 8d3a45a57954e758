import { Logger } from '@nestjs/common';

import { GuildBench } from '../../../test/support/discord/guild-bench';

const SECOND_MS = 1000;

describe('personal conversations in a voice channel', () => {
  beforeAll(() => Logger.overrideLogger(false));

  const inChannel = async (bench: GuildBench, ...people: string[]) => {
    for (const person of people) bench.guild.move(person, 'talk');
    await bench.start();
    await bench.join();
  };

  it('answers four people who speak at once one after another, the first who asked first', async () => {
    const bench = new GuildBench();
    await inChannel(bench, 'ann', 'bob', 'cid', 'dan');
    await bench.speak(SECOND_MS, {
      ann: bench.stt.voice('apples'),
      bob: bench.stt.voice('pears'),
      cid: bench.stt.voice('plums'),
      dan: bench.stt.voice('cherries'),
    });
    await bench.clock.advance(10 * SECOND_MS);
    expect(bench.said).toEqual([
      'Answer to apples.',
      'Answer to pears.',
      'Answer to plums.',
      'Answer to cherries.',
    ]);
    const gaps = bench.connection.heard
      .slice(1)
      .map(({ atMs }, index) => atMs - (bench.connection.heard[index]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBe(20);
    await bench.stop();
  });

  it("keeps everybody's words under their own id and out of others' memory", async () => {
    const bench = new GuildBench();
    await inChannel(bench, 'ann', 'bob');
    const voices = { ann: bench.stt.voice('apples'), bob: bench.stt.voice('pears') };
    await bench.speak(SECOND_MS, voices);
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.turns.map(({ userId, end }) => [userId, end.userText])).toEqual([
      ['discord:ann', 'apples'],
      ['discord:bob', 'pears'],
    ]);
    for (const { messages } of bench.llm.calls) {
      const words = messages.map(({ content }) => content).join(' ');
      expect(words.includes('apples') && words.includes('pears')).toBe(false);
    }
    await bench.stop();
  });

  it('lets a person interrupt their own answer, and nobody lose theirs by it', async () => {
    const long = 'word '.repeat(40).trim();
    const bench = new GuildBench({
      reply: (messages) => `${messages.at(-1)?.content ?? ''} ${long}.`,
    });
    await inChannel(bench, 'ann', 'bob');
    const ann = bench.stt.voice('apples');
    const bob = bench.stt.voice('pears');
    await bench.speak(SECOND_MS, { ann, bob });
    await bench.clock.advance(1500);
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(20 * SECOND_MS);
    expect(bench.turns.map(({ userId, end }) => [userId, end.outcome])).toEqual([
      ['discord:ann', 'interrupted'],
      ['discord:bob', 'completed'],
      ['discord:ann', 'completed'],
    ]);
    await bench.stop();
  });

  it('leaves an answer alone while another person speaks', async () => {
    const bench = new GuildBench({ reply: () => 'word '.repeat(30) });
    await inChannel(bench, 'ann', 'bob');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(1500);
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('pears') });
    await bench.clock.advance(10 * SECOND_MS);
    expect(bench.turns.map(({ end }) => end.outcome)).toEqual(['completed', 'completed']);
    await bench.stop();
  });

  it('goes on with the same session after the person or the bot has been away', async () => {
    const bench = new GuildBench();
    await inChannel(bench, 'ann');
    const ann = bench.stt.voice('apples');
    const say = async () => {
      await bench.speak(SECOND_MS, { ann });
      await bench.clock.advance(3 * SECOND_MS);
    };
    await say();
    bench.guild.move('ann', undefined);
    await bench.clock.advance(SECOND_MS);
    expect(bench.voice.status('9000', 'guild')?.sessions).toEqual([]);
    bench.guild.move('ann', 'talk');
    await say();
    await bench.voice.leave('9000', 'guild');
    await bench.join();
    await say();
    const ids = bench.events.flatMap(({ session, event }) =>
      event.type === 'turn-end' ? [session.sessionId] : [],
    );
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect(bench.llm.calls.at(-1)?.messages.map(({ content }) => content)).toContain(
      'Answer to apples.',
    );
    await bench.stop();
  });

  it('keeps the words of somebody who leaves in the middle of them, and speaks no answer to them', async () => {
    const bench = new GuildBench();
    await inChannel(bench, 'ann', 'bob');
    const ann = bench.stt.voice('apples');
    await bench.speak(SECOND_MS, { ann });
    bench.guild.move('ann', undefined);
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('pears') });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.said).toEqual(['Answer to pears.']);
    expect(bench.turns.map(({ userId, end }) => [userId, end.userText, end.outcome])).toEqual([
      ['discord:ann', 'apples', 'interrupted'],
      ['discord:bob', 'pears', 'completed'],
    ]);
    expect(bench.service.liveSessions).toBe(1);
    bench.guild.move('ann', 'talk');
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    const words = bench.llm.calls.at(-1)?.messages.map(({ content }) => content);
    expect(words?.slice(1)).toEqual(['apples', 'apples']);
    await bench.stop();
  });

  it('drops the words of somebody who opts out in the middle of them', async () => {
    const bench = new GuildBench();
    await inChannel(bench, 'ann');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    bench.voice.setListening('ann', false);
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.turns).toEqual([]);
    expect(bench.service.liveSessions).toBe(0);
    await bench.stop();
  });

  it('ends an answer to somebody who leaves', async () => {
    const bench = new GuildBench({ reply: () => 'word '.repeat(40) });
    await inChannel(bench, 'ann', 'bob');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(2 * SECOND_MS);
    bench.guild.move('ann', undefined);
    await bench.clock.advance(0);
    expect(bench.turns).toMatchObject([{ end: { outcome: 'interrupted' } }]);
    expect(bench.service.liveSessions).toBe(0);
    await bench.stop();
  });

  it('neither transcribes nor answers who opted out, before the join or during it', async () => {
    const bench = new GuildBench();
    bench.settings.optedOut = ['ann'];
    await inChannel(bench, 'ann', 'bob');
    expect(bench.connection.ignored).toEqual(['ann']);
    const ann = bench.stt.voice('apples');
    const bob = bench.stt.voice('pears');
    bench.voice.setListening('bob', false);
    await bench.speak(SECOND_MS, { ann, bob });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.connection.ignored).toEqual(['ann', 'bob']);
    expect(bench.stt.hasHeard(ann) || bench.stt.hasHeard(bob)).toBe(false);
    expect(bench.said).toEqual([]);
    bench.voice.setListening('ann', true);
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.said).toEqual(['Answer to apples.']);
    await bench.stop();
  });

  it('does not listen to other bots, nor to people whom it does not know to be there', async () => {
    const bench = new GuildBench();
    await inChannel(bench, 'ann');
    bench.guild.move('music', 'talk', true);
    const music = bench.stt.voice('la la la');
    await bench.speak(SECOND_MS, { music, stranger: music });
    await bench.clock.advance(3 * SECOND_MS);
    expect(bench.stt.hasHeard(music)).toBe(false);
    await bench.stop();
  });

  it('tells the channel once that the server is full, and serves those who have a place', async () => {
    const bench = new GuildBench({ maxSessions: 2 });
    await inChannel(bench, 'ann', 'bob', 'cid', 'dan');
    await bench.speak(SECOND_MS, {
      ann: bench.stt.voice('apples'),
      bob: bench.stt.voice('pears'),
      cid: bench.stt.voice('plums'),
      dan: bench.stt.voice('cherries'),
    });
    await bench.clock.advance(8 * SECOND_MS);
    expect(bench.said).toEqual(['Answer to apples.', 'Answer to pears.']);
    expect(bench.guild.posts).toHaveLength(1);
    expect(bench.guild.posts[0]?.text).toContain('cannot talk with more people');
    await bench.stop();
  });

  it('costs nothing while people only listen, and lets go of who is silent for long', async () => {
    const bench = new GuildBench();
    await inChannel(bench, 'ann');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(20 * SECOND_MS);
    // What is left is the minute's sweep.
    expect(bench.clock.sleepers).toBe(1);
    expect(bench.service.liveSessions).toBe(1);
    await bench.clock.advance(12 * 60 * SECOND_MS);
    expect(bench.service.liveSessions).toBe(0);
    await bench.stop();
  });

  it('greets once for each join, and speaks what it is told to when its turn comes', async () => {
    const bench = new GuildBench({ agent: { greeting: 'Welcome all.' } });
    await inChannel(bench, 'ann', 'bob');
    await bench.clock.advance(2 * SECOND_MS);
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(700);
    bench.voice.say('9000', 'guild', 'Dinner is ready.');
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.said).toEqual(['Welcome all.', 'Answer to apples.', 'Dinner is ready.']);
    await bench.stop();
  });
});
