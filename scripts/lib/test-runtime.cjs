'use strict';

const { isAbsolute } = require('node:path');

const { default: Runtime } = require('jest-runtime');

const { CompiledModules } = require('./compiled-modules.cjs');
const { CoverageCounter } = require('./coverage-counter.cjs');
const { LeftOpen } = require('./left-open.cjs');
const { TransformedModules } = require('./transformed-modules.cjs');
const { atLastFile } = require('./worker-end.cjs');

const compiled = new CompiledModules();
const transformed = new TransformedModules();

/** Where scripts/lib/jest.mjs wants the counts of a run; without it nothing is counted. */
const folder = process.env.COVERAGE_FOLDER;
if (folder !== undefined) {
  const counter = new CoverageCounter(folder, compiled);
  atLastFile(() => counter.write());
}

/** Where scripts/lib/jest.mjs wants to be told of a worker that cannot end. */
const { LEFT_OPEN_FOLDER } = process.env;
const leftOpen =
  LEFT_OPEN_FOLDER === undefined || process.send === undefined
    ? undefined
    : new LeftOpen(LEFT_OPEN_FOLDER);

/**
 * Jest's runtime at a fraction of its cost: Jest reads and compiles every module anew for each test file. It also counts what a
 * file runs: Jest's own counting begins anew with each file, sends the counts and all code to another process, and makes a
 * report of one run, which cannot be added to that of another.
 */
module.exports = class TestRuntime extends Runtime {
  constructor(config, ...others) {
    super(config, ...others);
    const { watch, watchAll } = others.at(-1);
    // Where files change while a process goes on, it reads them again.
    if (!watch && !watchAll) transformed.share(this.transformCache, config.id);
    const { executor } = this;
    const compileAnew = executor.compile.bind(executor);
    executor.compile = (text, path) => {
      const context = executor.environment.getVmContext();
      // What is not a file is a module of Node.
      if (context === null || !isAbsolute(path)) return compileAnew(text, path);
      return (
        compiled.functionIn(context, text, path, executor.injectedModuleParameters) ??
        compileAnew(text, path)
      );
    };
  }

  teardown() {
    super.teardown();
    leftOpen?.fileEnded(this._testPath);
  }
};
