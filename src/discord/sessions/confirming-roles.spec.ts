import { Logger } from '@nestjs/common';

import { GuildBench } from '../../../test/support/discord/guild-bench';

const SECOND_MS = 1000;
const ASKED = 'Please confirm: delete file. Shall I do that?';

describe('a call that Ann has asked for in a channel', () => {
  let bench: GuildBench;

  /** Ann asks, and Bob says yes. */
  const use = async (confirmingRoles: readonly string[]) => {
    bench = new GuildBench({
      discord: { mode: 'room' },
      tools: { delete_file: { needsConfirmation: true } },
      reply: (messages) =>
        messages.at(-1)?.content === 'Ann: delete it'
          ? { calls: [{ name: 'delete_file' }] }
          : 'Well.',
    });
    bench.settings.confirmingRoles = confirmingRoles;
    bench.guild.roles.set('moderators', ['bob']);
    bench.guild.roles.set('painters', ['ann']);
    for (const person of ['ann', 'bob']) bench.guild.move(person, 'talk');
    await bench.start();
    await bench.join();
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('delete it') });
    await bench.clock.advance(8 * SECOND_MS);
    await bench.speak(SECOND_MS, { bob: bench.stt.voice('yes') });
    await bench.clock.advance(8 * SECOND_MS);
    expect(bench.turns[0]?.end.spokenText).toBe(ASKED);
  };

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  it('is made for the yes of somebody whose role may confirm', async () => {
    await use(['moderators']);
    expect(bench.tools.log).toHaveLength(1);
  });

  it('is not made for the yes of somebody who has none of those roles, and is still Ann’s to confirm', async () => {
    await use(['painters']);
    expect(bench.tools.log).toEqual([]);
    await bench.speak(SECOND_MS, { ann: bench.stt.voice('yes') });
    await bench.clock.advance(8 * SECOND_MS);
    expect(bench.tools.log).toHaveLength(1);
  });

  it('is nobody else’s to confirm where no role is named', async () => {
    await use([]);
    expect(bench.tools.log).toEqual([]);
  });
});
