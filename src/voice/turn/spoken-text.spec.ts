import { SpokenText } from './spoken-text';
import { piecesOf } from '../text';

/** Each sentence with how long it takes. */
function reply(...sentences: readonly (readonly [string, number])[]): SpokenText {
  const spoken = new SpokenText();
  const pieces = piecesOf(sentences.map(([text]) => text).join(' '));
  for (const [index, piece] of pieces.entries()) {
    spoken.startSentence(piece);
    spoken.addAudio(sentences[index]?.[1] ?? 0);
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
    for (const piece of piecesOf('one two three four five six seven eight nine ten'))
      spoken.startSentence(piece);
    spoken.addAudio(200);
    expect(spoken.heard(1600)).toBe('one two three four five');
  });

  // As much of each as a voice says in the time, or a little less: what was not heard is not stored as heard.
  it.each([
    ['今天天气很好我们去公园散步然后回家吃饭晚上再看一部电影明天早上还要去上班所以早点睡觉', 9, 14],
    ['今日はとても天気がいいので公園まで散歩に行ってからお昼ご飯を食べましょう', 12, 20],
    ['ひらがなだけでかいてあるとてもながいぶんしょうをここでゆっくりとよみあげています', 12, 22],
    ['오늘은 날씨가 아주 좋아서 우리는 공원에 산책하러 갔다가 집에 와서 점심을 먹었습니다', 14, 23],
    ['วันนี้อากาศดีมากเราไปเดินเล่นในสวนสาธารณะกันแล้วกลับบ้านไปกินข้าวเย็นด้วยกัน', 25, 36],
    ['ថ្ងៃនេះអាកាសធាតុល្អណាស់យើងទៅដើរលេងនៅសួនច្បារហើយត្រឡប់មកផ្ទះវិញ', 22, 36],
  ])('estimates it at the pace of its script: %s', (text, least, most) => {
    const spoken = new SpokenText();
    for (const piece of piecesOf(text)) spoken.startSentence(piece);
    spoken.addAudio(3000);
    const { length } = spoken.heard(2900);
    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThanOrEqual(most);
  });

  it('counts a sentence without sound as read once the ones before it were heard', () => {
    const spoken = reply(['One two.', 800], ['🎉', 0]);
    expect(spoken.heard(800)).toBe('One two. 🎉');
    expect(spoken.heard(400)).toBe('One');
  });

  it.each([
    ['今天天气很好我们去公园', 0.5, '今天天气'],
    ['今天天气很好我们去公园散步好吗？', 0.9, '今天天气很好我们去公园散步好'],
    ['今日はとても天気がいいですね。', 0.4, '今日はとても'],
    ['他说「你好」。', 0.5, '他说'],
    ['我用 Python 写程序', 0.5, '我用'],
    ['我用 Python 写程序', 0.9, '我用 Python 写'],
    ['สวัสดีครับวันนี้', 0.7, 'สวัสดีครับ'],
    ['twenty-five people', 0.4, ''],
    ['今天天气很好', 0.1, ''],
  ])('holds the whole words of %j at %f', (text, ratio, expected) => {
    expect(reply([text, 1000]).heard(1000 * ratio)).toBe(expected);
  });

  it('holds what is shown of what was heard', () => {
    const spoken = reply(['Use this:\n```js\nlet a = 1;\n```\nThen see', 500], ['x', 1000]);
    expect(spoken.heard(500)).toBe('Use this:');
    const linked = reply(['See **the [long docs](https://example.com/a)** for more.', 1000]);
    expect(linked.heard(700)).toBe('See **the [long docs](https://example.com/a)**');
    expect(linked.heard(500)).toBe('See **the long');
    expect(linked.heard(1000)).toBe('See **the [long docs](https://example.com/a)** for more.');
  });
});
