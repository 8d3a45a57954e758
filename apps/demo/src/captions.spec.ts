import { isAnswerTo, readCaption } from './captions';

const PEOPLE = ['Ann', 'Bob'];

describe(readCaption, () => {
  it('tells who said what, and what the bot answered', () => {
    const caption = readCaption('**Ann:** Hello: you.\n**Vox:** Hello, Ann.', PEOPLE);
    expect(caption).toEqual({
      heard: [{ name: 'Ann', text: 'Hello: you.' }],
      answer: 'Hello, Ann.',
    });
    expect(PEOPLE.filter((name) => caption !== undefined && isAnswerTo(name, caption))).toEqual([
      'Ann',
    ]);
  });

  it('takes words that nobody answered for unanswered', () => {
    const caption = readCaption('**Bob:** Mhm.', PEOPLE);
    expect(caption).toEqual({ heard: [{ name: 'Bob', text: 'Mhm.' }] });
    expect(caption !== undefined && isAnswerTo('Bob', caption)).toBe(false);
  });

  it('leaves out other messages', () => {
    expect(readCaption('I listen to this channel.', PEOPLE)).toBeUndefined();
  });
});
