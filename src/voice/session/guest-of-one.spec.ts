import type { Speaker } from '@vox/voice-core';

import { GuestPage } from '../../../test/support/guest-page';
import { SessionBench } from '../../../test/support/session-bench';

const CY: Speaker = { id: 'guest', name: 'Cy' };
const DI: Speaker = { id: 'guest-2', name: 'Di' };
const SILENCE = new Int16Array(960);

describe("a guest in one person's session", () => {
  it('is heard with ears of their own, under their name, and answered', async () => {
    const bench = new SessionBench({ hears: ['good morning'], replies: ['Good morning, Cy.'] });
    const page = new GuestPage(bench, CY);
    await page.talk(600);
    await page.talk(2000, SILENCE);
    expect(bench.turns).toMatchObject([
      { userText: 'Cy: good morning', speakers: [CY], outcome: 'completed' },
    ]);
    expect(bench.ofType('speech-start')).toMatchObject([{ speaker: CY }]);
    expect(page.events.filter(({ type }) => type === 'transcript-final')).toMatchObject([
      { text: 'good morning', speaker: CY },
    ]);
    await page.leave();
    expect(bench.detector.openStreams).toBe(0);
    await bench.end();
  });

  it('types under their name, too', async () => {
    const bench = new SessionBench({ replies: ['Hi.'] });
    const page = new GuestPage(bench, CY);
    await page.type('typed words');
    await bench.clock.advance(1000);
    await page.leave();
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'Cy: typed words', speakers: [CY] }]);
  });

  it('does not give the one whose session it is a name', async () => {
    const bench = new SessionBench({
      hears: ['mine', 'theirs', 'mine again'],
      replies: ['One.', 'Two.', 'Three.'],
    });
    const page = new GuestPage(bench, CY);
    await bench.speak(500);
    await bench.quiet(2000);
    await page.talk(600);
    await page.talk(2000, SILENCE);
    await bench.speak(500);
    await bench.quiet(2000);
    await page.leave();
    await bench.end();
    expect(bench.turns.map(({ userText }) => userText)).toEqual([
      'mine',
      'Cy: theirs',
      'mine again',
    ]);
    expect(bench.turns[2]).not.toHaveProperty('speakers');
    expect(bench.ofType('speech-start').map(({ speaker }) => speaker?.id)).toEqual([
      undefined,
      CY.id,
      undefined,
    ]);
  });

  it('joins what the other has just said, and both are answered at once', async () => {
    const bench = new SessionBench({
      hears: ['we want pizza'],
      replies: ['Two pizzas.'],
      ttftMs: 3000,
    });
    const page = new GuestPage(bench, CY);
    await bench.speak(500);
    await bench.quiet(1000);
    await page.type('two of them');
    await bench.quiet(6000);
    await page.leave();
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'we want pizza\nCy: two of them' }]);
  });

  it('may interrupt the answer', async () => {
    const bench = new SessionBench({
      hears: ['tell me a story', 'stop please'],
      replies: ['One two three four five six seven eight nine ten eleven twelve.', 'Yes.'],
    });
    const page = new GuestPage(bench, CY);
    await bench.speak(500);
    await bench.quiet(1200);
    await page.talk(800);
    await page.talk(2500, SILENCE);
    await page.leave();
    await bench.end();
    expect(bench.turns.map(({ outcome }) => outcome)).toEqual(['interrupted', 'completed']);
    expect(bench.turns[1]?.userText).toBe('Cy: stop please');
  });

  it('is one of several, each heard at the same time', async () => {
    const bench = new SessionBench({
      hears: ['from one', 'from the other'],
      replies: ['Both.', 'Both.'],
    });
    const pages = [new GuestPage(bench, CY), new GuestPage(bench, DI)];
    const [first, second] = pages as [GuestPage, GuestPage];
    await Promise.all([first.talk(600), second.talk(600)]);
    await Promise.all([first.talk(2500, SILENCE), second.talk(2500, SILENCE)]);
    for (const page of pages) await page.leave();
    await bench.end();
    const said = bench.turns.map(({ userText }) => userText).join('\n');
    expect(said).toContain('Cy: from');
    expect(said).toContain('Di: from');
  });

  it('is made known to the model once they have said something, and not before', async () => {
    const bench = new SessionBench({ hears: ['first'], replies: ['One.', 'Two.'] });
    const page = new GuestPage(bench, CY);
    await bench.speak(500);
    await bench.quiet(1500);
    await page.type('second');
    await bench.clock.advance(1000);
    await page.leave();
    await bench.end();
    const prompts = bench.llm.calls.map(({ messages }) => messages[0]?.content ?? '');
    expect(prompts[0]).toBe('Be kind.');
    expect(prompts.at(-1)).toMatch(/^Be kind\.\n\nSomebody else has joined/u);
  });

  it('who is silent, or only listens, changes nothing', async () => {
    const bench = new SessionBench({ hears: ['mine'], replies: ['One.'] });
    const page = new GuestPage(bench, CY);
    await page.talk(1000, SILENCE);
    await bench.speak(500);
    await bench.quiet(1500);
    await page.leave();
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'mine' }]);
    expect(bench.llm.calls.at(-1)?.messages[0]?.content).toBe('Be kind.');
  });
});
