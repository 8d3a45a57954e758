/**
 * `npm run eval`: measures turn-taking on the labelled corpus and rewrites docs/evaluation.md and its plot.
 * `npm run eval -- --quick`: an eighth of the corpus; only prints. Other arguments go to Jest.
 * `npm run eval:names`: measures how names are heard, and rewrites docs/names.md.
 * `npm run eval:redaction`: measures what of people is found in labelled sentences, and rewrites docs/redaction.md.
 */
import { runJest } from './lib/jest.mjs';
import { ensureModels } from './setup/models.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const rest = process.argv.slice(2).filter((word) => word !== '--quick');
  // The runner starts Jest with this environment.
  if (process.argv.includes('--quick')) process.env.EVAL_QUICK = '1';
  if (rest.length === 0) rest.push('turn-taking.eval', 'word-gaps.eval');
  const node = await prepare({ hasEngines: false, hasBuild: false, alsoFetched: ensureModels });
  const { failed } = await runJest(node, ['--selectProjects=eval', '--runInBand', ...rest]);
  return failed === 0 ? 0 : 1;
});
