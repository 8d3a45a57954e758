import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { AgentConfig, ToolRun } from '@vox/voice-core';

import { BOT_ID } from '../../../test/support/discord/fake-guild';
import { GuildBench, type GuildScript } from '../../../test/support/discord/guild-bench';

const ANN = { id: 'ann', name: 'Ann' };
const CY = { id: 'cy', name: 'Cy' };

const BOB: AgentConfig = {
  id: randomUUID(),
  name: 'Bob',
  systemPrompt: 'You know bills.',
  llm: { model: 'b-1' },
  tts: {},
  records: true,
};

/** The first agent hands over whatever is said to it. */
const handsOver: GuildScript = {
  tools: {
    transfer: {
      gives: (run: ToolRun) => {
        run.session.handOver({ to: BOB, reason: 'It is about a bill.' });
        return { content: 'Bob goes on.', endsAnswer: true as const };
      },
    },
  },
  reply: ([prompt]) =>
    prompt?.content.startsWith(BOB.systemPrompt) === true
      ? 'Bob here.'
      : { says: 'One moment.', calls: [{ name: 'transfer' }] },
};

describe('a conversation in a voice channel that is handed over', () => {
  let bench: GuildBench;

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => bench.stop());

  const say = async (word: string) => {
    await bench.speak(500, { ann: bench.stt.voice(word) });
    await bench.clock.advance(10_000);
  };
  const answer = (person: typeof ANN, isGiven: boolean) =>
    bench.voice.answerConsent(BOT_ID, 'guild', person, { kind: 'recording', isGiven });

  async function handOver(script: GuildScript): Promise<void> {
    bench = await GuildBench.withAnn({ ...handsOver, ...script });
    bench.store.store.agents.set(BOB.id, BOB);
    await bench.join();
    await bench.clock.advance(0);
    await say('apples');
  }
  async function expectBobAnswers(word: string): Promise<void> {
    const before = bench.llm.calls.length;
    await say(word);
    const calls = bench.llm.calls.slice(before);
    expect(calls.map(({ options }) => options?.model)).toEqual([BOB.llm.model]);
    expect(calls[0]?.messages[0]?.content).toMatch(/^You know bills\./u);
    const stored = [...bench.store.store.sessions.values()];
    expect(stored.map(({ agentId }) => agentId)).toContain(BOB.id);
  }

  it('stays so when somebody presses a button', async () => {
    await handOver({ discord: { mode: 'room' }, consents: { wanted: ['recording'] } });
    await answer(CY, true);
    await expectBobAnswers('pears');
  });

  it('stays so when somebody talks again whose part was closed meanwhile', async () => {
    await handOver({ discord: { mode: 'personal' } });
    await bench.clock.advance(12 * 60_000);
    await expectBobAnswers('pears');
  });

  it.each(['personal', 'room'] as const)(
    'asks for what the new agent wants, and hears nobody before (%s)',
    async (mode) => {
      await handOver({
        discord: { mode },
        consents: {
          wanted: ['recording'],
          required: ['recording'],
          wants: ({ records }) => records === true,
        },
      });
      expect(bench.guild.posts).toHaveLength(1);
      expect(bench.guild.posts[0]?.text).toMatch(/^<@ann>\n[^]*Bob[^]*keep a recording/u);
      expect(bench.guild.buttons).toEqual([['consent/recording/yes', 'consent/recording/no']]);
      const turns = bench.turns.length;
      await say('pears');
      expect(bench.turns).toHaveLength(turns);
      await answer(ANN, true);
      await say('plums');
      expect(bench.turns).toHaveLength(turns + 1);
    },
  );
});
