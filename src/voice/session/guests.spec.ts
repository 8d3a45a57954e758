import { MemorySink, type VirtualClock } from '@vox/testing';
import type { GroupRules, Speaker } from '@vox/voice-core';

import { GuestPage } from '../../../test/support/guest-page';
import { SessionBench } from '../../../test/support/session-bench';
import { PacedOutput } from '../output/paced-output';

const ANN: Speaker = { id: '1', name: 'Ann' };
const CY: Speaker = { id: 'guest', name: 'Cy' };
const GROUP: GroupRules = { answers: 'always', addressedAs: ['Vox'], bargeInBy: 'anyone' };
const SILENCE = new Int16Array(960);

describe('a guest from another channel', () => {
  it('hears the agent at the same moments, at the rate of their own output', async () => {
    const bench = new SessionBench({ group: GROUP, hears: ['hello'], replies: ['One two three.'] });
    const page = new GuestPage(bench, CY);
    await bench.speak(500, ANN);
    await bench.quiet(2500);
    await bench.end();
    await page.hasEnded;
    expect(page.sink.frames.length).toBeGreaterThanOrEqual(bench.sink.frames.length - 2);
    expect(page.sink.frames.every(({ frame }) => frame.pcm.length === 960)).toBe(true);
    expect(page.sink.frames[0]?.atMs).toBeLessThanOrEqual((bench.sink.frames[0]?.atMs ?? 0) + 20);
  });

  it('is told all that happens from when they came, and what the agent does just then', async () => {
    const bench = new SessionBench({ group: GROUP, hears: ['hello'], replies: ['One.'] });
    const page = new GuestPage(bench, CY);
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.end();
    await page.hasEnded;
    expect(page.events).toEqual(bench.events.map(({ event }) => event));
  });

  it('is told that the agent is muted where it is', async () => {
    const bench = new SessionBench({ group: GROUP });
    bench.mute(true);
    const page = new GuestPage(bench, CY);
    await bench.quiet(100);
    expect(page.events).toEqual([
      { type: 'agent-state', state: 'listening' },
      { type: 'agent-mute', isMuted: true },
    ]);
    await bench.end();
    await page.hasEnded;
  });

  it('talks in a group as one more person', async () => {
    const bench = new SessionBench({
      group: GROUP,
      hears: ['hi from the web'],
      replies: ['Hi, Cy.'],
    });
    const page = new GuestPage(bench, CY);
    await page.talk(600);
    await page.talk(2000, SILENCE);
    await page.leave();
    expect(bench.turns).toMatchObject([{ userText: 'Cy: hi from the web', speakers: [CY] }]);
    expect(bench.detector.openStreams).toBe(0);
    await bench.end();
  });

  it('types in a group as one more person, and the session outlives them', async () => {
    const bench = new SessionBench({
      group: GROUP,
      hears: ['and me'],
      replies: ['Hi.', 'You too.'],
    });
    const page = new GuestPage(bench, CY);
    await page.type('typed words');
    await bench.clock.advance(1000);
    await page.leave();
    const heard = page.sink.frames.length;
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.turns.map(({ userText }) => userText)).toEqual(['Cy: typed words', 'Ann: and me']);
    expect(page.sink.frames).toHaveLength(heard);
  });

  it('who only listens does not count as present', async () => {
    const bench = new SessionBench({
      group: { ...GROUP, answers: 'addressed' },
      hears: ['what time is it'],
      replies: ['Noon.'],
    });
    const page = new GuestPage(bench, CY);
    await page.talk(200, SILENCE);
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await page.leave();
    await bench.end();
    expect(bench.turns).toHaveLength(1);
  });
});

describe(PacedOutput.name, () => {
  const frame = { pcm: new Int16Array(320).fill(1), sampleRateHz: 16_000 } as const;

  function paced(clock: VirtualClock) {
    const sink = new MemorySink(clock);
    const controller = new AbortController();
    return { sink, controller, output: new PacedOutput(sink, clock, controller.signal) };
  }

  it('holds back what comes ahead of its moment, and drops it when the answer is cut', async () => {
    const bench = new SessionBench();
    const { sink, output } = paced(bench.clock);
    for (let index = 0; index < 5; index++) output.write(frame, index * 20);
    await bench.clock.advance(30);
    expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 20]);
    output.clear();
    await bench.clock.advance(500);
    expect(sink.frames).toHaveLength(2);
    expect(sink.clears).toHaveLength(1);
    await bench.end();
  });

  it('writes nothing more once its guest is gone', async () => {
    const bench = new SessionBench();
    const { sink, output, controller } = paced(bench.clock);
    for (let index = 0; index < 5; index++) output.write(frame, index * 20);
    controller.abort('hang-up');
    await bench.clock.advance(500);
    expect(sink.frames.length).toBeLessThanOrEqual(1);
    expect(bench.clock.sleepers).toBe(0);
    await bench.end();
  });
});
