'use strict';

const { Script } = require('node:vm');

/** What makes of a module's text a script that yields its function, in whichever context the script is run. */
const headOf = (parameters) => `(function (${parameters.join(', ')}) {`;
const tail = '\n})';

/** Such a module asks for the context in which it was compiled. */
const importsLater = /\bimport\s*\(/u;

/** @typedef {{ text: string, head: string, script?: Script }} CompiledModule without a script where Jest has to compile it */

/** @returns {CompiledModule} */
function compile(text, path, parameters) {
  const asItIs = { text, head: '' };
  if (importsLater.test(text)) return asItIs;
  const head = headOf(parameters);
  try {
    const place = { filename: path, columnOffset: -head.length };
    return { text, head, script: new Script(`${head}${text}${tail}`, place) };
  } catch {
    // Jest says what is wrong with it, or takes it for a module of the other kind.
    return asItIs;
  }
}

/**
 * The CommonJS modules that this process compiled, for all test files that load them: compiling them anew is a third of what
 * most files cost.
 */
class CompiledModules {
  /** @type {Map<string, CompiledModule>} */
  #byPath = new Map();

  /**
   * The function of a module in a context; undefined where Jest has to compile it.
   * @param {string} text as transformed
   * @param {string} path
   * @param {string[]} parameters of the function
   * @param {import('node:vm').Context} context
   */
  functionIn(context, text, path, parameters) {
    let module = this.#byPath.get(path);
    if (module?.text !== text) {
      module = compile(text, path, parameters);
      this.#byPath.set(path, module);
    }
    return module.script?.runInContext(context);
  }

  /** The text of a module as it was compiled; undefined for a module that was not. */
  textOf(path) {
    return this.#byPath.get(path)?.text;
  }

  /**
   * What V8 counted in a module, by places in its text: without what stands around it.
   * @param {string} path
   * @param {import('node:inspector').Profiler.FunctionCoverage[]} functions
   */
  inText(path, functions) {
    const { text, head, script } = this.#byPath.get(path);
    if (script === undefined) return functions;
    const placeOf = (offset) => Math.min(Math.max(offset - head.length, 0), text.length);
    return (
      functions
        // The script itself, which does nothing but yield the function.
        .filter(({ ranges: [{ startOffset }] }) => startOffset > 0)
        .map(({ ranges, ...rest }) => ({
          ...rest,
          ranges: ranges.map(({ startOffset, endOffset, count }) => ({
            startOffset: placeOf(startOffset),
            endOffset: placeOf(endOffset),
            count,
          })),
        }))
    );
  }
}

module.exports = { CompiledModules };
