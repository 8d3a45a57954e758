const MAX_CHARACTERS = 100;
const SUFFIX = ' (VoxBridge 1)';

/** `name`, shortened to what fits and, where it is taken, told apart; `taken` has it from now on. */
export function freeName(name: string, taken: Set<string>): string {
  const shortened = cut(name.trim(), MAX_CHARACTERS);
  let free = shortened;
  for (let number = 1; taken.has(free) || free === ''; number++) {
    const suffix = number === 1 ? SUFFIX : SUFFIX.replace(')', `, ${number})`);
    free = `${cut(shortened, MAX_CHARACTERS - suffix.length)}${suffix}`.trim();
  }
  taken.add(free);
  return free;
}

/** Never in the middle of a character. */
function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('').slice(0, length).toWellFormed();
}
