import { SsrcDirectory } from './ssrc-directory';

describe('SsrcDirectory', () => {
  let directory: SsrcDirectory<number>;
  let dropped: number;

  beforeEach(() => {
    dropped = 0;
    directory = new SsrcDirectory((packets) => (dropped += packets));
  });

  it('hands over what came before the sender was named, in order and once', () => {
    for (const packet of [1, 2, 3]) directory.hold(10, packet, 0);
    directory.hold(11, 9, 0);
    expect(directory.name(10, 'alice')).toEqual([1, 2, 3]);
    expect(directory.name(10, 'alice')).toEqual([]);
    expect(directory.userOf(10)).toBe('alice');
    expect(directory.userOf(11)).toBeUndefined();
  });

  it('knows a person by one SSRC, the newest', () => {
    directory.name(10, 'alice');
    directory.name(20, 'alice');
    expect(directory.userOf(10)).toBeUndefined();
    expect(directory.userOf(20)).toBe('alice');
  });

  it('gives an SSRC to whom the server names last', () => {
    directory.name(10, 'alice');
    directory.name(10, 'bob');
    expect(directory.userOf(10)).toBe('bob');
  });

  it('forgets who left', () => {
    directory.name(10, 'alice');
    directory.forget('alice');
    expect(directory.userOf(10)).toBeUndefined();
  });

  it('keeps the newest second of one unknown sender', () => {
    for (let packet = 0; packet < 1000; packet++) directory.hold(10, packet, 0);
    expect(directory.name(10, 'alice')).toEqual(Array.from({ length: 50 }, (_, i) => 950 + i));
    expect(dropped).toBe(950);
  });

  it('keeps sixteen unknown senders, those heard last', () => {
    for (let ssrc = 0; ssrc < 100; ssrc++) {
      directory.hold(1000, ssrc, 0);
      directory.hold(ssrc, ssrc, 0);
    }
    expect(directory.name(10, 'gone')).toEqual([]);
    expect(directory.name(99, 'bob')).toEqual([99]);
    expect(directory.name(1000, 'alice')).toHaveLength(50);
  });

  it('drops words that waited for a name until they belong to nothing any more', () => {
    directory.hold(10, 1, 0);
    directory.hold(11, 2, 2000);
    directory.expire(3500);
    expect(directory.name(10, 'alice')).toEqual([]);
    expect(directory.name(11, 'bob')).toEqual([2]);
    expect(dropped).toBe(1);
  });

  it('counts what comes from an unknown sender, and knows who has a name', () => {
    expect(directory.hold(10, 1, 0)).toEqual({ oldest: 1, count: 1 });
    expect(directory.hold(10, 2, 0)).toEqual({ oldest: 1, count: 2 });
    expect(directory.hasNamed('alice')).toBe(false);
    directory.name(10, 'alice');
    expect(directory.hasNamed('alice')).toBe(true);
  });
});
