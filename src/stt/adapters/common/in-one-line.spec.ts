import { inOneLine } from './in-one-line';

describe(inOneLine.name, () => {
  it.each([
    [
      ' Hello, this is long enough, so\n it has a break.\n',
      'Hello, this is long enough, so it has a break.',
    ],
    ['one\r\ntwo\rthree\u2028four\u2029five\u0085six', 'one two three four five six'],
    ['tab\tand\u000bpage\u000c break', 'tab and page break'],
    ['wide\u3000and\u00a0narrow\u202fspaces', 'wide and narrow spaces'],
    ['\ufeffa mark\u200b at the start\u0000', 'a mark at the start'],
    [' \n\t ', ''],
  ])('makes of %j one line', (text, line) => {
    expect(inOneLine(text)).toBe(line);
  });

  it('leaves the joiners of emoji and scripts alone', () => {
    const text = 'नमस्\u200dते 👩\u200d🚀 می\u200cخواهم';
    expect(inOneLine(text)).toBe(text);
  });
});
