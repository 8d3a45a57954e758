import { isResultHeard } from './heard-results';

const REPLY = 'One moment. Certainly. Your order has number 42. It arrives at noon.';
const FROM = 'One moment.'.length;

describe(isResultHeard, () => {
  const heard = (text: string, result = '{"number":42}') =>
    isResultHeard(REPLY, FROM, text, result);

  it('is so when the sentence that shares a number or a word with it was heard to its end', () => {
    expect(heard('One moment. Certainly. Your order has')).toBe(false);
    expect(heard('One moment. Certainly. Your order has number 42.')).toBe(true);
    expect(heard('One moment. Certainly. Your order has number 42. It')).toBe(true);
  });

  it('takes all of what was said for it where it is told in other words', () => {
    expect(heard('One moment. Certainly. Your order has number 42.', 'erledigt')).toBe(false);
    expect(heard(REPLY, 'erledigt')).toBe(true);
  });

  it('is not so when nothing was said after it', () => {
    expect(isResultHeard('One moment.', FROM, 'One moment.', 'number 42')).toBe(false);
  });

  it('does not look at what was said before it', () => {
    expect(heard('One moment.', 'one moment')).toBe(false);
  });
});
