import type { HeardEvent, ThreadReport } from './thread-protocol';
import { Outbox } from './outbox';

type Sent = Extract<ThreadReport, { type: 'heard' }>;

const audio = (level: number, userId = 'alice'): HeardEvent => ({
  type: 'audio',
  userId,
  frame: { pcm: Int16Array.of(level), sampleRateHz: 16_000 },
});

const levels = ({ events }: Sent) =>
  events.map((event) => (event.type === 'audio' ? event.frame.pcm[0] : event.type));

describe('Outbox', () => {
  let sent: Sent[];
  let outbox: Outbox;

  beforeEach(() => {
    sent = [];
    outbox = new Outbox((report) => sent.push(report));
  });

  it('sends what each tick brought as one message, and nothing for an empty one', () => {
    outbox.add([audio(1), audio(2, 'bob')]);
    outbox.add([]);
    outbox.add([audio(3)]);
    expect(sent.map(levels)).toEqual([[1, 2], [3]]);
  });

  it('waits when ten are not taken, and goes on in order', () => {
    for (let tick = 0; tick < 30; tick++) outbox.add([audio(tick)]);
    expect(sent).toHaveLength(10);
    for (let tick = 0; tick < 20; tick++) outbox.taken();
    expect(sent.flatMap(levels)).toEqual(Array.from({ length: 30 }, (_, tick) => tick));
  });

  it('drops the oldest beyond two seconds, with their count, and no news of a person', () => {
    for (let tick = 0; tick < 10; tick++) outbox.add([audio(tick)]);
    outbox.add([audio(10), { type: 'silence', userId: 'alice' }]);
    outbox.add([{ type: 'speaker-left', userId: 'alice' }, audio(11, 'bob')]);
    for (let tick = 12; tick < 1000; tick++) outbox.add([audio(tick, 'bob')]);
    outbox.taken();
    expect(levels(sent[10] as Sent)).toEqual(['speaker-left', 900]);
    expect(sent[10]?.droppedFrames).toBe(890);
    outbox.taken();
    expect(sent[11]?.droppedFrames).toBe(0);
  });
});
