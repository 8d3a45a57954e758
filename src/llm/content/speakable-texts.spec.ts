import { cutsOf, mixtures, speakableTexts } from '../../../test/support/speakable-texts';
import { ContentFilter } from './content-filter';

const contentOf = (parts: readonly string[], beginsInReasoning = false) => {
  const filter = new ContentFilter({ beginsInReasoning });
  return parts.map((part) => filter.push(part)).join('') + filter.end();
};
const rows = speakableTexts.map((row) => [`${row.kind}: ${row.name}`, row] as const);

describe('what is content of the texts of models', () => {
  it.each(rows)('is the same wherever the text is cut: %s', (_name, row) => {
    const { text, shown, beginsInReasoning } = row;
    for (const parts of cutsOf(text)) {
      expect([parts, contentOf(parts, beginsInReasoning)]).toEqual([parts, shown]);
    }
  });

  it('is the same of any mixture of marks, however it is cut', () => {
    for (const parts of mixtures(1500)) {
      const whole = contentOf([parts.join('')]);
      expect([parts, contentOf(parts)]).toEqual([parts, whole]);
      expect([parts, contentOf([...parts.join('')])]).toEqual([parts, whole]);
    }
  });
});
