import { isAbsolute, relative } from 'node:path';

import { projectRoot } from './paths.mjs';

/**
 * Whether a file is code that people wrote and that a test may run in its own process. Not such code: specs, the test library
 * itself, the components of the page (headless Chromium runs them; coverage.mjs says how many lines they are).
 * @param {string} path absolute, or from the project's folder
 */
export const isCovered = (path) =>
  /^(?:src|apps|libs\/(?!stand-ins\/|testing\/))(?!.*node_modules).*(?<!\.spec|\.d)\.ts$/u.test(
    isAbsolute(path) ? relative(projectRoot, path) : path,
  );
