import { cutsOf, speakableTexts } from '../../../test/support/speakable-texts';
import { ContentFilter } from './content-filter';

const rows = speakableTexts.map((row) => [`${row.kind}: ${row.name}`, row] as const);

describe('what is content of the texts of models', () => {
  it.each(rows)('is the same wherever the text is cut: %s', (_name, row) => {
    const { text, shown, beginsInReasoning } = row;
    for (const parts of cutsOf(text)) {
      const filter = new ContentFilter({ beginsInReasoning });
      const content = parts.map((part) => filter.push(part)).join('') + filter.end();
      expect([parts, content]).toEqual([parts, shown]);
    }
  });
});
