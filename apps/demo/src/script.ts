export type Line = { readonly who: string; readonly file: string; readonly text: string };

export const PEOPLE: readonly string[] = ['Ann', 'Bob'];

/** What people say, scene by scene; the lines of one scene are said at the same time. The files are recorded sentences. */
export const SCENES: readonly (readonly Line[])[] = [
  [{ who: 'Ann', file: 'tt-weasels.wav', text: 'Weasels have eaten our phone system.' }],
  [
    { who: 'Ann', file: 'tt-monkeysintro.wav', text: 'They have been carried away by monkeys.' },
    { who: 'Bob', file: 'tt-somethingwrong.wav', text: 'Something is terribly wrong.' },
  ],
];
