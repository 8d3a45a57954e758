'use strict';

/** What Jest makes of a file depends on how it is loaded. */
const keyOf = (configId, path, options) => `${configId}\0${JSON.stringify(options)}\0${path}`;

/**
 * What became of the modules that this process read, for all test files that load them: Jest reads each anew for every test
 * file, hashes it, and reads what it has made of it before.
 */
class TransformedModules {
  /** @type {Map<string, { code: string, file?: object }>} without a file where Jest keeps none */
  #byKey = new Map();

  /**
   * Has a runtime's transforms be made once.
   * @param {object} transforms Jest's, of one test file
   * @param {string} configId of the project
   */
  share(transforms, configId) {
    const transformAnew = transforms.transform.bind(transforms);
    transforms.transform = (path, options) => {
      const key = keyOf(configId, path, options);
      const known = this.#byKey.get(key);
      if (known === undefined) {
        const code = transformAnew(path, options);
        const file = options?.isInternalModule ? undefined : transforms.transforms.get(path);
        this.#byKey.set(key, { code, file });
        return code;
      }
      const { code, file } = known;
      if (file !== undefined) transforms.transforms.set(path, file);
      if (file?.sourceMapPath) transforms.sourceMaps.set(path, file.sourceMapPath);
      return code;
    };
  }
}

module.exports = { TransformedModules };
