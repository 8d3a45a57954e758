import { numberIn, stepped } from './number-text';

describe(numberIn.name, () => {
  it.each([
    ['5', 5],
    [' 5 ', 5],
    ['-2', -2],
    ['+2', 2],
    ['.5', 0.5],
    ['0.125', 0.125],
    ['2.', 2],
    ['0,5', 0.5],
    ['0,125', 0.125],
    ['-1,25', -1.25],
    ['1000,5', 1000.5],
    ['1e3', 1000],
    ['1e-7', 1e-7],
  ])('reads %j as %d', (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  it.each(['', ' ', '1e', '0..5', '1-2', '--1', '1,2,3', '1,5.2', '0x10', 'Infinity', '1e999'])(
    'knows that %j is none',
    (text) => {
      expect(numberIn(text)).toBeUndefined();
    },
  );

  it.each(['1,000', '-25,000', '999,999'])(
    'takes %j neither for thousands nor for what comes after a comma',
    (text) => {
      expect(numberIn(text)).toBeUndefined();
    },
  );
});

describe(stepped.name, () => {
  const of = { min: 0.5, max: 2, step: 0.1 };

  it.each([
    ['1', 1, '1.1'],
    ['1.1', 1, '1.2'],
    ['1,1', -1, '1'],
    ['1.95', 1, '2'],
    ['0.5', -1, '0.5'],
    ['', 1, '0.5'],
    ['9', -1, '2'],
    ['1e', 1, '1e'],
  ] as const)('makes of %j, by %d, %j', (text, by, next) => {
    expect(stepped(text, of, by)).toBe(next);
  });

  it('counts in wholes where those are many', () => {
    expect(stepped('999999999999', { min: 0, max: 1_000_000_000_000, step: 1 }, 1)).toBe(
      '1000000000000',
    );
  });
});
