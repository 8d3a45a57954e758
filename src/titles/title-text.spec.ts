import { titleIn } from './title-text';

describe('a title that a model gave', () => {
  it.each([
    ['Booking a table for two', 'Booking a table for two'],
    ['"Booking a table."\n', 'Booking a table'],
    ['**Title: Weather in Rome**', 'Weather in Rome'],
    ['\n\n# Weather in Rome\nIt was about the weather.', 'Weather in Rome'],
    ['one two three four five six seven eight nine ten', 'one two three four five six seven eight'],
    ['„Wetter in Rom“', 'Wetter in Rom'],
    ["What's new?", "What's new?"],
  ])('is in %j: %s', (reply, title) => {
    expect(titleIn(reply)).toBe(title);
  });

  it('is none where there are no words', () => {
    expect(titleIn(' \n"."\n')).toBeUndefined();
  });

  it('fits its column', () => {
    expect(titleIn('x'.repeat(500))).toHaveLength(200);
  });
});
