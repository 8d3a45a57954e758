import type { VirtualClock } from '@vox/testing';
import type { Speaker, VoiceEvent } from '@vox/voice-core';

import { RecordingBench } from '../../../test/support/recording-bench';
import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

const ANN = { id: 'ann', name: 'Ann' };
const BOB = { id: 'bob', name: 'Bob' };
const GROUP = { answers: 'addressed', addressedAs: ['Vox'], bargeInBy: 'anyone' } as const;

/** 400 Hz: what is the same all the time is no sound to a codec. */
const SPEECH = Int16Array.from({ length: 320 }, (_, at) => (at % 40 < 20 ? 6000 : -6000));

/** Where something is heard, and for how long, in ms. */
const spans = (heard: string) =>
  [...heard.matchAll(/1+/gu)].map(({ 0: one, index }) => [index * 20, one.length * 20] as const);

describe('a session that may be recorded', () => {
  let recordings: RecordingBench;
  let bench: SessionBench;

  const begin = async (script: SessionScript, ...consenting: string[]) => {
    recordings = await RecordingBench.make(...consenting);
    bench = new SessionBench({
      ...script,
      agent: { records: true, ...script.agent },
      recorder: (clock: VirtualClock) => recordings.on(clock),
    });
  };
  afterEach(() => recordings.stop());
  /** The disk has had its time: it knows nothing of a virtual clock. */
  const disk = async () => {
    await bench.clock.advance(0);
    await recordings.idle();
    await bench.clock.advance(0);
  };
  const say = async (ms: number, ...speakers: readonly Speaker[]) => {
    const frame = { pcm: SPEECH, sampleRateHz: 16_000 } as const;
    const items = speakers.length === 0 ? [{}] : speakers.map((speaker) => ({ speaker }));
    for (let at = 0; at < ms; at += 20) {
      for (const item of items) await bench.send({ type: 'audio', frame, ...item });
      await bench.clock.advance(20);
    }
  };
  const told = () =>
    bench.events
      .map(({ event }: { event: VoiceEvent }) => event.type)
      .filter((type) => type.startsWith('recording'));
  /** Nothing is said, until what there is to ask and to open is. */
  const settle = async () => {
    await bench.quiet(20);
    await disk();
  };

  it('has people on the left and the agent on the right, on one clock', async () => {
    await begin({ hears: ['hello'], replies: ['One two three.'] }, 'own');
    await settle();
    const startedAtMs = bench.clock.nowMs();
    await bench.quiet(480);
    await say(500);
    await bench.quiet(3000);
    await bench.end();
    const { left, right } = await recordings.heard();
    const [[saidAt, saidFor]] = spans(left) as [[number, number]];
    expect(Math.abs(saidAt - 480)).toBeLessThanOrEqual(20);
    expect(Math.abs(saidFor - 500)).toBeLessThanOrEqual(40);
    const [first] = bench.sink.audibleFrames;
    const [[answeredAt]] = spans(right) as [[number, number]];
    expect(Math.abs(answeredAt - ((first?.atMs ?? 0) - startedAtMs))).toBeLessThanOrEqual(20);
    expect(spans(left)).toHaveLength(1);
  });

  it('tells before it keeps anything, and that it keeps no more', async () => {
    await begin({ hears: ['hello'] }, 'own');
    await say(20);
    await disk();
    expect(told()).toEqual(['recording-start']);
    const toldAtMs = bench.events.find(({ event }) => event.type === 'recording-start')?.atMs ?? 0;
    await say(1000);
    const endMs = bench.clock.nowMs();
    await bench.end();
    expect(told()).toEqual(['recording-start', 'recording-end']);
    expect(recordings.kept).toMatchObject([{ people: ['user'] }]);
    expect((await recordings.heard()).ms).toBeLessThanOrEqual(endMs - toldAtMs);
  });

  it('has of an answer that was broken off what was heard of it', async () => {
    await begin({ hears: ['hello', 'stop'], replies: ['word '.repeat(40), 'Ok.'] }, 'own');
    await settle();
    const startedAtMs = bench.clock.nowMs();
    await say(500);
    await bench.quiet(2000);
    await say(800);
    await bench.quiet(3000);
    await bench.end();
    const { right } = await recordings.heard();
    const played = bench.sink.audibleFrames.map(({ atMs }) => atMs - startedAtMs);
    const gap = played.findIndex((atMs, index) => (played[index + 1] ?? Infinity) - atMs > 500);
    const [brokenOffAtMs, goesOnAtMs] = [(played[gap] ?? 0) + 20, played[gap + 1] ?? 0];
    // Of forty words of 200 ms.
    expect(brokenOffAtMs).toBeLessThan(4000);
    const silence = right.slice(brokenOffAtMs / 20 + 1, goesOnAtMs / 20 - 1);
    expect(silence.length).toBeGreaterThan(20);
    expect(silence).not.toContain('1');
    expect(right.slice(0, brokenOffAtMs / 20).lastIndexOf('1') * 20).toBeCloseTo(brokenOffAtMs, -2);
    expect(right.slice(goesOnAtMs / 20)).toContain('1');
  });

  it('is not, without consent, and goes on as it is', async () => {
    await begin({ hears: ['hello'], replies: ['One.'] });
    await say(500);
    await disk();
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'hello', outcome: 'completed' }]);
    expect([told(), recordings.kept, recordings.discarded]).toEqual([[], [], []]);
    expect(await Array.fromAsync(recordings.disk.list())).toEqual([]);
  });

  it('is not, with an agent that does not ask for it', async () => {
    await begin({ agent: { records: false as never } }, 'own');
    await say(500);
    await disk();
    await bench.end();
    expect(told()).toEqual([]);
  });

  it('is from the moment on in which consent is given, and no longer than until it is taken back', async () => {
    await begin({});
    await bench.quiet(500);
    await disk();
    recordings.consent.set('own', true);
    await settle();
    expect(told()).toEqual(['recording-start']);
    await bench.quiet(1000);
    recordings.consent.set('own', false);
    expect(told()).toEqual(['recording-start', 'recording-end']);
    await say(1000);
    await disk();
    await bench.end();
    const { left, ms } = await recordings.heard();
    expect(ms).toBe(1000);
    expect(left).not.toContain('1');
  });

  it('ends with the first sound of somebody who has not consented, without it, and goes on when they have left', async () => {
    await begin({ group: GROUP }, 'ann');
    await say(20, ANN);
    await disk();
    await say(980, ANN);
    await say(20, BOB);
    await disk();
    expect(told()).toEqual(['recording-start', 'recording-end']);
    await say(500, BOB);
    await bench.send({ type: 'speaker-left', speakerId: 'bob' });
    await disk();
    expect(told()).toEqual(['recording-start', 'recording-end', 'recording-start']);
    await say(400, ANN);
    await bench.end();
    expect(recordings.kept.map(({ people }) => people)).toEqual([['ann'], ['ann']]);
    const [one, two] = [await recordings.heard(0), await recordings.heard(1)];
    expect(one.left.replace(/0+$/u, '').length * 20).toBeLessThanOrEqual(1000);
    expect(two.left.indexOf('1')).toBeLessThanOrEqual(2);
  });

  it('goes on with somebody who has not consented, while they are muted', async () => {
    await begin({ group: GROUP }, 'ann');
    await say(20, ANN);
    await disk();
    const frame = { pcm: new Int16Array(320), sampleRateHz: 16_000 } as const;
    await bench.send({ type: 'audio', frame, speaker: BOB });
    await say(500, ANN);
    expect(told()).toEqual(['recording-start']);
    await bench.end();
    expect(recordings.kept).toMatchObject([{ people: ['ann'] }]);
  });

  it('goes on with somebody more who has consented, in the same recording', async () => {
    await begin({ group: GROUP }, 'ann', 'bob');
    await say(20, ANN);
    await disk();
    await say(500, ANN);
    await say(20, BOB);
    await disk();
    await say(500, BOB);
    await bench.end();
    expect(recordings.kept).toMatchObject([{ people: ['ann', 'bob'] }]);
    expect(told()).toEqual(['recording-start', 'recording-end']);
    // Who is heard in it is noted at once.
    expect(recordings.noted.length).toBeGreaterThan(0);
  });

  it('tells who joins one that is recorded, first of all', async () => {
    await begin({}, 'own');
    await settle();
    const leave = new AbortController();
    const seen: string[] = [];
    const input = (async function* () {})();
    const speaker = { id: 'guest', name: 'Eve' };
    const guest = { speaker, input, audioOut: bench.sink, signal: leave.signal };
    for await (const { type } of bench.join(guest)) seen.push(type);
    expect(seen[0]).toBe('recording-start');
    await bench.end();
  });

  it('is discarded when its row is gone', async () => {
    await begin({}, 'own');
    await settle();
    recordings.isThere = false;
    await bench.quiet(1000);
    await disk();
    expect(told()).toEqual(['recording-start', 'recording-end']);
    expect([recordings.kept.length, recordings.discarded.length]).toEqual([0, 1]);
    expect(await Array.fromAsync(recordings.disk.list())).toEqual([]);
    await bench.end();
  });

  it('that was deleted is not tried again and again, but with the next who comes', async () => {
    await begin({ group: GROUP }, 'ann', 'bob');
    await say(100, ANN);
    await settle();
    expect(told()).toEqual(['recording-start']);
    recordings.isDeleted = true;
    recordings.tapes[0]?.forget();
    await say(60_000, ANN);
    await disk();
    // Once, in case that it is stored again already.
    expect(recordings.begun).toBe(2);
    recordings.isDeleted = false;
    await say(6000, ANN);
    await disk();
    expect(told()).toEqual(['recording-start', 'recording-end']);
    await say(100, ANN, BOB);
    await settle();
    expect(told()).toEqual(['recording-start', 'recording-end', 'recording-start']);
    await bench.end();
  });

  it('is tried again, where it could not be begun', async () => {
    await begin({}, 'own');
    recordings.isBroken = true;
    await settle();
    recordings.isBroken = false;
    await bench.quiet(4000);
    await disk();
    expect(told()).toEqual([]);
    await bench.quiet(2000);
    await disk();
    expect(told()).toEqual(['recording-start']);
    await bench.end();
  });
});
