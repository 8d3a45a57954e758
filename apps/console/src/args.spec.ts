import { parseConsoleArgs } from './args';

describe('parseConsoleArgs', () => {
  it('speaks to the server of this machine unless told otherwise', () => {
    expect(parseConsoleArgs(['hello.wav'], {})).toEqual({
      files: ['hello.wav'],
      url: 'ws://127.0.0.1:4900/ws/voice',
      out: 'answer.wav',
      encoding: 'pcm_s16le',
      json: false,
    });
  });

  it.each([
    [{ PORT: '4951' }, 'ws://127.0.0.1:4951/ws/voice'],
    [{ PORT: '', HOST: '' }, 'ws://127.0.0.1:4900/ws/voice'],
    [{ HOST: '0.0.0.0', PORT: '80' }, 'ws://127.0.0.1:80/ws/voice'],
    [{ HOST: '192.0.2.7' }, 'ws://192.0.2.7:4900/ws/voice'],
    [{ HOST: '::1', PORT: '5000' }, 'ws://[::1]:5000/ws/voice'],
  ])('asks the server where the settings %j have it', (environment, url) => {
    expect(parseConsoleArgs(['a.wav'], environment)?.url).toBe(url);
  });

  it('takes every option, and several files', () => {
    const args = 'a.wav b.wav --url wss://x/ws/voice --out o.wav --api-key k --encoding opus';
    expect(
      parseConsoleArgs([...args.split(' '), '--session', 'id', '--agent', 'Ada', '--json'], {}),
    ).toEqual({
      files: ['a.wav', 'b.wav'],
      url: 'wss://x/ws/voice',
      out: 'o.wav',
      apiKey: 'k',
      encoding: 'opus',
      sessionId: 'id',
      agent: 'Ada',
      json: true,
    });
  });

  it('takes the key of the environment, and prefers the one it is given', () => {
    const environment = { VOXBRIDGE_API_KEY: 'from-environment' };
    expect(parseConsoleArgs(['a.wav'], environment)?.apiKey).toBe('from-environment');
    expect(parseConsoleArgs(['a.wav', '--api-key', 'k'], environment)?.apiKey).toBe('k');
  });

  it('gives nothing to do when help is asked for', () => {
    expect(parseConsoleArgs(['--help'], {})).toBeUndefined();
  });

  it.each([
    ['no file', [], 'FILE.wav'],
    ['an encoding nobody knows', ['a.wav', '--encoding', 'mp3'], '--encoding'],
    ['a web address', ['a.wav', '--url', 'http://x'], '--url'],
    ['an option nobody knows', ['a.wav', '--loud'], 'arguments'],
  ])('refuses %s by name', (_name, args, field) => {
    expect(() => parseConsoleArgs(args, {})).toThrow(expect.objectContaining({ field }));
  });
});
