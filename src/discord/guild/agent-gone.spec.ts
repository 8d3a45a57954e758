import { Logger } from '@nestjs/common';

import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';

describe('an agent that is switched off while its bot is in a voice channel', () => {
  let bench: GuildBench;

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  const joinAndLose = async (script: GuildScript) => {
    bench = await GuildBench.withAnn(script);
    await bench.join();
    const { id } = bench.settings.config;
    bench.store.store.agents.delete(id);
    await bench.store.service.refreshAgent(id);
  };
  const say = async (userId: string) => {
    await bench.speak(500, { [userId]: bench.stt.voice('pears') });
    await bench.clock.advance(5000);
  };

  it.each(['personal', 'room'] as const)(
    'leaves who speaks then to the default one (%s)',
    async (mode) => {
      await joinAndLose({ discord: { mode } });
      bench.guild.move('bob', 'talk');
      await say('bob');
      expect(bench.turns).toMatchObject([{ end: { outcome: 'completed' } }]);
      // Only the built-in one is left.
      const [standIn] = bench.store.store.agents.values();
      expect(bench.llm.calls.at(-1)?.messages[0]?.content).toContain(standIn?.systemPrompt);
    },
  );

  it('does not keep people from answering what they were asked', async () => {
    await joinAndLose({ consents: { required: ['processing'] } });
    const ann = { id: 'ann', name: 'Ann' };
    const given = { kind: 'processing', isGiven: true } as const;
    await bench.voice.answerConsent(BOT_ID, 'guild', ann, given);
    await say('ann');
    expect(bench.turns).toHaveLength(1);
  });
});
