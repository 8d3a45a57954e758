const types = 'build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test';
const subject = new RegExp(`^(${types})(\\([a-z0-9-]+\\))?!?: \\S`, 'u');
/** What git itself writes, for itself or to be squashed away. */
const ofGit = /^(Merge |Revert "|(fixup|squash|amend)! )/u;
const longestSubject = 100;

/**
 * What is wrong with a commit message by https://www.conventionalcommits.org.
 * @param {string} message as git hands it to the hook, with its comments
 * @returns {string | undefined} a sentence; undefined when nothing is
 */
export function commitProblem(message) {
  // `git commit --verbose` puts the whole diff below this line.
  const [written] = message.split(/^# -+ >8 -+$/mu);
  const lines = written.split(/\r?\n/u).filter((line) => !line.startsWith('#'));
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return 'The message is empty';
  const head = lines[first];
  if (ofGit.test(head)) return undefined;
  if (!subject.test(head)) {
    return `"${head}" is no Conventional Commit: write "type(room): what it does", with type one of ${types.replaceAll('|', ', ')}`;
  }
  if (head.length > longestSubject) {
    return `The first line has ${head.length} characters, and ${longestSubject} are read: the rest belongs in the body`;
  }
  if ((lines[first + 1] ?? '').trim() !== '') return 'Leave a blank line below the first one';
  return undefined;
}
