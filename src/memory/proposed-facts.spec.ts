import { factsIn } from './proposed-facts';

describe(factsIn, () => {
  it.each([
    ['a list', '[{"fact": "Ann likes tea.", "line": 3}]'],
    [
      'one in a fence, after words',
      'Here:\n```json\n[{"fact":" Ann likes tea. ","line":"3"}]\n```',
    ],
  ])('reads %s', (_what, answer) => {
    expect(factsIn(answer)).toEqual([{ fact: 'Ann likes tea.', line: 3 }]);
  });

  it.each([
    ['no list', 'There is nothing to remember.'],
    ['an empty one', '[]'],
    ['something else', '[{"text": "Ann likes tea."}]'],
    ['half of one', '[{"fact": "Ann'],
  ])('takes %s for none', (_what, answer) => {
    expect(factsIn(answer)).toEqual([]);
  });

  it('takes no more than ten, and none that is too long', () => {
    const many = Array.from({ length: 15 }, (_, line) => ({ fact: `Ann has ${line} cats.`, line }));
    expect(factsIn(JSON.stringify(many))).toHaveLength(10);
    expect(factsIn(JSON.stringify([{ fact: 'x'.repeat(501), line: 1 }]))).toEqual([]);
  });
});
