import { SpokenText } from './spoken-text';

function reply(...sentences: readonly (readonly [string, number])[]): SpokenText {
  const spoken = new SpokenText();
  for (const [text, durationMs] of sentences) {
    spoken.startSentence(text);
    spoken.addAudio(durationMs);
    spoken.completeSentence();
  }
  return spoken;
}

describe(SpokenText.name, () => {
  it('holds all sentences when all was played', () => {
    expect(reply(['One two.', 800], ['Three four.', 900]).heard(1700)).toBe('One two. Three four.');
  });

  it('cuts the sentence that was playing at a word', () => {
    expect(reply(['One two.', 800], ['Three four five.', 1600]).heard(1700)).toBe('One two. Three');
  });

  it('holds nothing when nothing was played', () => {
    expect(reply(['One two.', 800]).heard(0)).toBe('');
  });

  it('estimates the length of a sentence that is still being synthesised', () => {
    const spoken = new SpokenText();
    spoken.startSentence('one two three four five six seven eight nine ten');
    spoken.addAudio(200);
    expect(spoken.heard(1600)).toBe('one two three four five');
  });

  it('counts a sentence without sound as read once the ones before it were heard', () => {
    const spoken = reply(['One two.', 800], ['🎉', 0]);
    expect(spoken.heard(800)).toBe('One two. 🎉');
    expect(spoken.heard(400)).toBe('One');
  });
});
