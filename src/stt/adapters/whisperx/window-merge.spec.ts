import { PartialTranscript } from './partial-transcript';
import { mergeWindow } from './window-merge';

describe(mergeWindow.name, () => {
  it.each([
    ['starts with the first window', '', 'one two', 'one two'],
    [
      'joins windows where their words overlap',
      'one two three',
      'two three four',
      'one two three four',
    ],
    ['ignores case and punctuation', 'so, one Two.', 'one two three', 'so, one Two. three'],
    [
      'drops a word cut at the end of what came before',
      'one two thr',
      'two three four',
      'one two three four',
    ],
    [
      'drops a word cut at the start of the window',
      'one two three',
      'wo three four',
      'one two three four',
    ],
    [
      'drops cut words on both edges',
      'one two three fo',
      'ne two three four five',
      'one two three four five',
    ],
    ['appends a window without a common word', 'one two', 'five six', 'one two five six'],
    [
      'adds nothing when the window holds nothing new',
      'one two three',
      'two three',
      'one two three',
    ],
    ['keeps a word that is really said twice', 'no no', 'no no no', 'no no no'],
    ['joins scripts without Latin letters', 'привет мир', 'мир снова', 'привет мир снова'],
  ])('%s', (_, soFar, window, whole) => {
    expect(mergeWindow(soFar, window)).toBe(whole);
  });

  it('does not take a far repetition for the overlap', () => {
    const soFar = 'the cat sat on the mat and';
    expect(mergeWindow(soFar, 'the dog')).toBe('the cat sat on the mat and the dog');
  });
});

describe(PartialTranscript.name, () => {
  it('shows each new state of the whole once', () => {
    const shown: string[] = [];
    const partials = new PartialTranscript((text) => shown.push(text));
    for (const window of ['one two', '  ', 'two', 'two three']) partials.onWindow(window);
    expect(shown).toEqual(['one two', 'one two three']);
  });

  it('shows nothing again of what the reader has seen when the server starts over', () => {
    const shown: string[] = [];
    const partials = new PartialTranscript((text) => shown.push(text));
    partials.onWindow('one two three');
    partials.restart();
    for (const window of ['one', 'one two', 'two three', 'three four']) partials.onWindow(window);
    expect(shown).toEqual(['one two three', 'one two three four']);
  });
});
