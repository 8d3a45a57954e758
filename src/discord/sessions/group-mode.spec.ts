import { Logger } from '@nestjs/common';

import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';

const SECOND_MS = 1000;

describe('one conversation for a whole voice channel', () => {
  let bench: GuildBench;

  const use = async (script: GuildScript['discord'] = {}, ...people: string[]) => {
    bench = new GuildBench({ discord: { mode: 'room', ...script } });
    for (const person of people) bench.guild.move(person, 'talk');
    await bench.start();
    await bench.join();
  };

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  it('has one session, and everybody in it under their own name', async () => {
    await use({}, 'ann', 'bob');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(5 * SECOND_MS);
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('pears') });
    await bench.clock.advance(5 * SECOND_MS);
    expect(new Set(bench.turns.map(({ userId }) => userId))).toEqual(
      new Set(['discord-channel:talk']),
    );
    expect(bench.turns.map(({ end }) => end.speakers)).toMatchObject([
      [{ id: 'ann', name: 'Ann' }],
      [{ id: 'bob', name: 'Bob' }],
    ]);
    const words = bench.llm.calls.at(-1)?.messages.map(({ content }) => content);
    expect(words).toContain('Ann: apples');
    expect(words?.at(-1)).toBe('Bob: pears');
  });

  it('hears people who talk at once apart from each other', async () => {
    await use({}, 'ann', 'bob');
    const voices = { ann: bench.stt.voice('apples'), bob: bench.stt.voice('pears') };
    await bench.speak(SECOND_MS, voices);
    await bench.clock.advance(8 * SECOND_MS);
    const finals = bench.events.flatMap(({ event }) =>
      event.type === 'transcript-final' ? [[event.speaker?.id, event.text]] : [],
    );
    expect(finals).toContainEqual(['ann', 'apples']);
    expect(JSON.stringify(finals)).not.toContain('MIXED');
  });

  it('answers only when it is called, where that is set, and remembers the rest', async () => {
    await use({ answers: 'addressed', wakePhrases: ['hey computer'] }, 'ann', 'bob');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('I like pears') });
    await bench.clock.advance(15 * SECOND_MS);
    expect(bench.said).toEqual([]);
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('Hey computer what did Bob like') });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.said).toHaveLength(1);
    const words = bench.llm.calls
      .at(-1)
      ?.messages.map(({ content }) => content)
      .join(' ');
    expect(words).toContain('Bob: I like pears');
  });

  it('takes what somebody said before they left for what they said', async () => {
    await use({}, 'ann', 'bob');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('apples') });
    bench.guild.move('ann', undefined);
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.turns.map(({ end }) => end.speakers)).toMatchObject([
      [{ id: 'ann', name: 'Ann' }],
    ]);
  });

  it('begins the session of the channel that it is moved to', async () => {
    await use({}, 'ann');
    await bench.clock.advance(SECOND_MS);
    const [before] = bench.voice.status('9000', 'guild')?.sessions ?? [];
    bench.guild.move('9000', 'other');
    bench.guild.move('ann', 'other');
    await bench.clock.advance(SECOND_MS);
    const [after] = bench.voice.status('9000', 'guild')?.sessions ?? [];
    expect(after?.userId).toBe('discord-channel:other');
    expect(after?.sessionId).not.toBe(before?.sessionId);
  });

  it('leaves alone what may be meant for somebody who has not spoken yet', async () => {
    await use({ answers: 'addressed' }, 'ann', 'bob');
    const ann = bench.stt.voice('pass the salt');
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.said).toEqual([]);
    bench.guild.move('bob', undefined);
    await bench.speak(SECOND_MS, { ann });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.said).toHaveLength(1);
  });

  it('forgets what somebody said and was not answered, and nobody else', async () => {
    await use({ answers: 'addressed' }, 'ann', 'bob');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('I hate plums') });
    await bench.clock.advance(SECOND_MS);
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('I like pears') });
    await bench.clock.advance(3 * SECOND_MS);
    const forgetting = bench.voice.forget('ann');
    await bench.clock.advance(0);
    await forgetting;
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('Vox what do we like') });
    await bench.clock.advance(5 * SECOND_MS);
    expect(JSON.stringify(bench.llm.calls.at(-1))).not.toContain('plums');
  });

  it('keeps a turn out of memory that runs when its speaker wants to be forgotten', async () => {
    await use({}, 'ann', 'bob');
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('I hate plums') });
    await bench.clock.advance(800);
    const forgetting = bench.voice.forget('ann');
    await bench.clock.advance(0);
    await forgetting;
    await bench.clock.advance(5 * SECOND_MS);
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('what now') });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.turns).toHaveLength(2);
    expect(JSON.stringify(bench.llm.calls.at(-1))).not.toContain('plums');
  });

  it('hears nobody who opted out', async () => {
    await use({}, 'ann', 'bob');
    bench.voice.setListening('ann', false);
    const ann = bench.stt.voice('apples');
    await bench.speak(SECOND_MS, { ann, bob: bench.stt.voice('pears') });
    await bench.clock.advance(5 * SECOND_MS);
    expect(bench.stt.hasHeard(ann)).toBe(false);
    expect(bench.turns).toHaveLength(1);
  });
});
