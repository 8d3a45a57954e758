import { replacementOf, toHeaders } from './headers';

const KEY = { name: ' X-Key ', value: 'secret' };
const BLANK = { name: '', value: '' };

describe(toHeaders.name, () => {
  it('leaves out rows without a name', () => {
    expect(toHeaders([KEY, BLANK])).toEqual({ 'X-Key': 'secret' });
  });
});

describe(replacementOf.name, () => {
  it.each([
    ['stay while nobody writes others', null, ['X-Key'], undefined],
    ['stay while no other one has a name', [BLANK], ['X-Key'], undefined],
    ['stay none', [], [], undefined],
    ['give way to those that have a name', [BLANK, KEY], ['X-Old'], { 'X-Key': 'secret' }],
    ['are taken away where none is left', [], ['X-Key'], null],
  ])('%s', (_what, rows, kept, replacement) => {
    expect(replacementOf(rows, kept)).toEqual(replacement);
  });
});
