import { cutsOf, mixtures, speakableTexts } from '../../../test/support/speakable-texts';
import { Pieces, piecesOf } from './pieces';

const MAX_PIECE_CHARACTERS = 240;

const rows = speakableTexts.map((row) => [`${row.kind}: ${row.name}`, row] as const);
const saidOf = (parts: readonly string[]) => {
  const pieces = new Pieces();
  return [...parts.flatMap((part) => pieces.push(part)), ...pieces.end()]
    .map((piece) => piece.said())
    .filter((said) => said !== '');
};
/** A mark that comes too late to be spoken with its sentence is not spoken. */
const wordsOf = (said: readonly string[]) => said.join(' ').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

describe('what is said of the texts of models', () => {
  it('is known of a hundred of them, in eight scripts and more', () => {
    expect(rows.length).toBeGreaterThanOrEqual(100);
    expect(new Set(speakableTexts.map(({ script }) => script)).size).toBeGreaterThanOrEqual(8);
  });

  it.each(rows)('is speech and all of it: %s', (_name, { shown, said }) => {
    expect(saidOf([shown])).toEqual(said);
    expect(saidOf([...shown])).toEqual(said);
  });

  it.each(rows)('is the same wherever the text is cut: %s', (_name, { shown, said }) => {
    for (const parts of cutsOf(shown)) {
      const pieces = saidOf(parts);
      expect([parts, wordsOf(pieces)]).toEqual([parts, wordsOf(said)]);
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(MAX_PIECE_CHARACTERS);
    }
  });

  it.each(rows)('stands for all that is shown: %s', (_name, { shown }) => {
    const pieces = piecesOf(shown);
    expect(
      pieces
        .map((piece) => piece.shown)
        .join('')
        .trim(),
    ).toBe(shown.trim());
    for (const piece of pieces) {
      expect(piece.shown.startsWith(piece.shownUpTo(0))).toBe(true);
      expect(piece.shown.startsWith(piece.shownUpTo(piece.words.length))).toBe(true);
    }
  });

  it('is the same of any mixture of marks, however it is cut', () => {
    for (const parts of mixtures(1500)) {
      const whole = saidOf([parts.join('')]);
      expect(whole.filter((piece) => piece.length > MAX_PIECE_CHARACTERS)).toEqual([]);
      expect([parts, wordsOf(saidOf(parts))]).toEqual([parts, wordsOf(whole)]);
      expect([parts, wordsOf(saidOf([...parts.join('')]))]).toEqual([parts, wordsOf(whole)]);
    }
  });
});
