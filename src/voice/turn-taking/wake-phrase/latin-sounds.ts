/**
 * How English reads letters, first match first: pattern at the place, sounds. Several ways to read, divided by `|`, are all tried.
 * Rough, and meant to be: what is compared are sounds that a recognizer takes for each other.
 */
const RULES: readonly (readonly [pattern: string, sounds: string])[] = [
  // Consonants that are written with several letters, or not heard.
  ['(?<=^)(?:kn|gn|pn)', 'n'],
  ['(?<=^)wr', 'r'],
  ['(?<=^)ps', 's'],
  ['(?<=^)x', 'z'],
  ['wh', 'w'],
  ['tch', 'C'],
  ['sch', 'S|sk'],
  ['ch(?=[lr])', 'k'],
  ['ch', 'C|k'],
  ['ssion|tion', 'S@n'],
  ['sion', 'Z@n'],
  ['cial|tial', 'S@l'],
  ['ture(?=s?$)', 'C@r'],
  ['sh', 'S'],
  ['ph', 'f'],
  ['th', 'T'],
  ['(?<=^)gh', 'g'],
  ['igh', 'Y'],
  ['ough', 'o|O'],
  ['augh', 'o'],
  ['eigh', 'A'],
  ['gh', ''],
  ['ck|cc(?![eiy])|cq', 'k'],
  ['qu', 'kw'],
  ['q', 'k'],
  ['x', 'ks'],
  ['dge?(?=$|[^aou])', 'J'],
  ['nk', 'Nk'],
  ['ng(?=$|s$)', 'N'],
  ['ng(?=[ei])', 'nJ|Ng'],
  ['ng', 'Ng'],
  ['sc(?=[eiy])', 's'],
  ['c(?=[eiy])', 's'],
  ['c', 'k'],
  ['gu(?=[ei])', 'g'],
  ['gg', 'g'],
  ['g(?=[ey])', 'J|g'],
  ['g(?=i)', 'J|g'],
  ['g', 'g'],
  ['j', 'J'],
  ['mb$', 'm'],
  ['ss', 's'],
  ['(?<=[aeiouy])s(?=[aeiouy])', 'z|s'],
  ['(?<=[bdgvmnlrwaeiouy])s$', 'z|s'],
  ['s', 's'],
  ['zz?', 'z'],
  ['bb?', 'b'],
  ['dd?', 'd'],
  ['ff?', 'f'],
  ['kk?', 'k'],
  ['mm?', 'm'],
  ['nn?', 'n'],
  ['pp?', 'p'],
  ['tt?', 't'],
  ['vv?', 'v'],
  ['h(?=[aeiouy])', 'h'],
  ['h', ''],
  ['(?<=^)y(?=[aeiou])', 'j'],
  // Vowels before r and l.
  ['(?<=[^aeiouy])le$', '@l'],
  ['al(?=[km])', 'o'],
  ['all', 'ol'],
  ['(?<=w)ar', 'or'],
  ['are$|air|ear(?=s?$)', 'er|ir'],
  ['eer|ere$|ier', 'ir'],
  ['oor|our|oar|ore$', 'or'],
  ['ire$', 'Yr'],
  ['ar', 'ar'],
  ['or', 'or'],
  ['(?:ear|er|ir|ur|yr)(?![aeiouy])', '@r'],
  ['rr?', 'r'],
  ['ll?', 'l'],
  // Vowels written with two letters.
  ['ai$', 'Y|A'],
  ['ai|ay', 'A'],
  ['(?<=^..?)ey$', 'A'],
  ['ey$', 'i|A'],
  ['ei', 'A|Y'],
  ['ee|ea|ie(?=.)', 'i'],
  ['ie$', 'i|Y'],
  ['eau', 'O'],
  ['eu|ew', 'u'],
  ['oa|oe$', 'O|Oi'],
  ['oe', 'Oi|O'],
  ['ook', 'Uk'],
  ['oo', 'u'],
  ['ould', 'Ud'],
  ['ou', 'W|u'],
  ['ow$', 'O|W'],
  ['ow', 'W|O'],
  ['oi|oy', '8'],
  ['au|aw', 'o'],
  ['aa', 'a'],
  ['ae', 'A|i'],
  ['ue|ui', 'u'],
  ['ia$', 'i@|Y@'],
  ['io$', 'iO'],
  ['eo$', 'iO'],
  ['eo', 'i@'],
  ['uy', 'Y'],
  // A vowel that a silent e makes long.
  ['a(?=[^aeiouyrwx]e[sd]?$)', 'A'],
  ['i(?=[^aeiouyrwx]e[sd]?$)', 'Y|i'],
  ['o(?=[^aeiouyrwx]e[sd]?$)', 'O'],
  ['u(?=[^aeiouyrwx]e[sd]?$)', 'u'],
  ['e(?=[^aeiouyrwx]e[sd]?$)', 'i'],
  // The end of a word.
  ['(?<=[aeiouy].*[^td])ed$', 'd'],
  ['(?<=[aeiouy].*)e$', ''],
  ['(?<=[aeiouy].*[^szxc])es$', 'z'],
  ['e$', 'i'],
  ['a$', '@'],
  ['o$', 'O'],
  ['(?<=[aeiou].*)y$', 'i'],
  ['y$', 'Y|i'],
  // A vowel before one consonant and another vowel may be long.
  ['a(?=[^aeiouywx][aeiouy])', 'A|a'],
  ['e(?=[^aeiouywx][aeiouy])', 'i|e'],
  ['i(?=[^aeiouywx][aeiouy])', 'Y|I'],
  ['o(?=[^aeiouywx][aeiouy])', 'O|a'],
  ['u(?=[^aeiouywx][aeiouy])', 'u'],
  ['(?<=[^aeiouyr].*)as$', '@s'],
  ['(?<=^)a(?=th|l[aeiou])', '@'],
  ['a', '&'],
  ['e', 'e'],
  ['i(?=[ao])', 'i|Y'],
  ['i$', 'i|Y'],
  ['i', 'I'],
  ['o', 'a'],
  ['u$', 'u'],
  ['u', '@|U'],
  ['w$', ''],
  ['w', 'w'],
  ['y', 'I|Y'],
];

const rules = RULES.map(([pattern, sounds]) => ({
  pattern: new RegExp(pattern, 'y'),
  readings: sounds.split('|'),
}));

/** More ways to read a word are not tried. */
const MAX_READINGS = 8;

/** The ways in which English reads `letters` (a to z), likeliest first. */
export function latinSounds(letters: string): string[] {
  let readings = [''];
  for (let at = 0; at < letters.length;) {
    const { length, sounds } = readAt(letters, at);
    at += length;
    const longer = sounds.flatMap((sound) => readings.map((reading) => reading + sound));
    readings = longer.slice(0, MAX_READINGS);
  }
  return readings;
}

function readAt(letters: string, at: number): { length: number; sounds: readonly string[] } {
  for (const { pattern, readings } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(letters);
    if (match !== null) return { length: Math.max(1, match[0].length), sounds: readings };
  }
  return { length: 1, sounds: [letters[at] as string] };
}
