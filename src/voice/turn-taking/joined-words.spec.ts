import { SessionBench } from '../../../test/support/session-bench';
import { lengthOf, type UserMessage, MAX_JOINED_CHARACTERS, withMessage } from '../turn/user-turn';

const ANN = { id: '1', name: 'Ann' };

describe('words that are joined', () => {
  it('are the newest, from a whole word and a whole character on', () => {
    const sentence = 'one two three four five six seven eight nine ten ';
    let messages: readonly UserMessage[] = [{ text: 'the very first', speaker: ANN }];
    for (let index = 0; index < 1000; index++) {
      messages = withMessage(messages, { text: sentence.trim(), speaker: undefined });
      expect(lengthOf(messages)).toBeLessThanOrEqual(MAX_JOINED_CHARACTERS);
    }
    expect(messages).toHaveLength(1);
    expect(lengthOf(messages)).toBeGreaterThan(MAX_JOINED_CHARACTERS - 10);
    expect(sentence.split(' ')).toContain(messages[0]?.text.split(' ')[0]);
    const emoji = withMessage([], {
      text: `${'x'.repeat(10)}${'\u{1f600}'.repeat(5000)}y`,
      speaker: ANN,
    });
    expect(emoji[0]?.text).not.toMatch(/\p{Surrogate}/u);
  });

  it('typed faster than they can be answered are refused, and cost no more for it', async () => {
    const bench = new SessionBench({
      ttftMs: 60_000,
      replies: Array.from({ length: 50 }, () => 'Yes.'),
    });
    for (let index = 0; index < 40; index++) {
      await bench.send({ type: 'text', text: `${index} ${'word '.repeat(600)}` });
    }
    const refused = bench.ofType('session-failure');
    expect(refused).toHaveLength(38);
    expect(refused[0]?.failure).toMatchObject({ code: 'rate_limited' });
    const told = JSON.stringify(bench.events).length;
    expect(told).toBeLessThan(40_000);
    await bench.hangsUp();
    expect(bench.turns.every(({ userText = '' }) => userText.length <= MAX_JOINED_CHARACTERS)).toBe(
      true,
    );
  });

  it('that are answered make room for others', async () => {
    const bench = new SessionBench({ replies: ['One.', 'Two.', 'Three.'] });
    for (let index = 0; index < 3; index++) {
      await bench.send({ type: 'text', text: `${index} ${'word '.repeat(1000)}` });
      await bench.clock.advance(5000);
    }
    await bench.end();
    expect(bench.turns).toHaveLength(3);
    expect(bench.ofType('session-failure')).toEqual([]);
  });

  it('are given to the model with as much of what was said before as is worth reading', async () => {
    const bench = new SessionBench({ replies: Array.from({ length: 30 }, () => 'Yes.') });
    for (let index = 0; index < 20; index++) {
      await bench.send({ type: 'text', text: `number ${index} ${'word '.repeat(990)}` });
      await bench.clock.advance(2000);
    }
    await bench.end();
    const sizes = bench.llm.calls.map(({ messages }) =>
      messages.reduce((sum, { content }) => sum + content.length, 0),
    );
    expect(Math.max(...sizes)).toBeLessThan(70_000);
    const last = bench.llm.calls.at(-1)?.messages ?? [];
    expect(last[0]).toEqual({ role: 'system', content: 'Be kind.' });
    expect(last.at(-1)?.content).toContain('number 19');
    expect(last.length).toBeGreaterThan(10);
  });
});
