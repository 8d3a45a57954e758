import { ProviderError } from '@vox/voice-core';

import { SessionBench } from '../../../test/support/session-bench';
import { apologyAfter, apologyIn } from './apology';

const llmDown = new ProviderError('down', { kind: 'llm', provider: 'x', category: 'server' });
const APOLOGY = "I'm sorry, I can't answer right now. Please try again.";
const APOLOGY_MIDWAY = "I'm sorry, I lost my train of thought.";

/** What the model was given of the conversation when it was asked for the last time. */
const contextOf = (bench: SessionBench) =>
  bench.llm.calls.at(-1)?.messages.map(({ role, content }) => `${role}: ${content}`);

describe('the apology of a turn that failed', () => {
  it('is spoken and shown, and is not among the words that the model is given', async () => {
    const bench = new SessionBench({ hears: ['one', 'two'], replies: [llmDown, 'Fine.'] });
    await bench.speak(500);
    await bench.quiet(6000);
    await bench.speak(500);
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns[0]).toMatchObject({
      outcome: 'failed',
      replyText: APOLOGY,
      spokenText: APOLOGY,
      apology: APOLOGY,
    });
    expect(contextOf(bench)).toEqual(['system: Be kind.', 'user: one', 'user: two']);
    expect(bench.turns[1]).not.toHaveProperty('apology');
  });

  it("leaves the model's own words in the conversation where it broke off", async () => {
    const after = 'First sentence. And then the';
    const bench = new SessionBench({
      hears: ['one', 'two'],
      replies: [{ after, error: llmDown }, 'Fine.'],
    });
    await bench.speak(500);
    await bench.quiet(8000);
    await bench.speak(500);
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns[0]).toMatchObject({
      spokenText: `${after} ${APOLOGY_MIDWAY}`,
      apology: APOLOGY_MIDWAY,
    });
    expect(contextOf(bench)).toEqual([
      'system: Be kind.',
      'user: one',
      `assistant: ${after}`,
      'user: two',
    ]);
  });

  it('is not made for a workflow that has done its work without a word', async () => {
    const bench = new SessionBench({ hears: ['one'], replies: [''], modelActs: true });
    await bench.speak(500);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed', replyText: '', spokenText: '' }]);
  });
});

describe(apologyIn.name, () => {
  it.each([
    ['Oslo.  It is\nthe', "Oslo. It is the I'm sorry, I lost", "I'm sorry, I lost"],
    ['Oslo. It is the', 'Oslo. It is', ''],
    ['Oslo. It is the', 'Oslo. It is the', ''],
    ['', "I'm sorry, I can't", "I'm sorry, I can't"],
    ['', '', ''],
    ['はい、そうです。', "はい、そうです。 I'm sorry,", "I'm sorry,"],
  ])('of the answer %j heard as %j is %j', (answer, heard, apology) => {
    expect(apologyIn(heard, answer)).toBe(apology);
  });

  it('finds what was added to an answer', () => {
    expect(apologyIn(`One.${apologyAfter('One.')}`, 'One.')).toBe(APOLOGY_MIDWAY);
  });
});
