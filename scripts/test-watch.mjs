/**
 * `npm run test:watch -- WORDS`: the tests that `npm test -- WORDS` runs, again at each change; the unit tests when
 * nothing is named. On a terminal Jest's keys work: `a` all, `p` a path, `t` a title, `q` the end.
 */
import { jestCommand, jestEnvironment } from './lib/jest.mjs';
import { runAttached } from './lib/run.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { prepareTests } from './lib/test-runs.mjs';
import { selectTests } from './lib/test-selection.mjs';
import { runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const words = process.argv.slice(2);
  const { projects, patternsOf, options } = selectTests(
    words.length === 0 ? ['--selectProjects', 'unit'] : words,
  );
  const [project, ...others] = projects;
  if (others.length > 0) {
    throw new SetupError(
      `One project is watched at a time, and this chooses ${projects.join(', ')}: name one with --selectProjects, or a path of one`,
    );
  }
  const node = await prepareTests(projects);
  const args = [`--selectProjects=${project}`, '--watchAll', '--runInBand'];
  return runAttached(
    node,
    [...jestCommand, ...args, ...patternsOf(project), ...options],
    jestEnvironment(),
  );
});
