'use strict';

// Lets a separate Node process run the TypeScript sources, through the transpiler that Jest uses.
const Module = require('node:module');
const path = require('node:path');
const swc = require('@swc/core');

const { swcOptions } = require('../../../scripts/lib/swc-options.mjs');

const root = path.resolve(__dirname, '..', '..', '..');
const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  const alias = /^@vox\/(.*)$/.exec(request);
  const target = alias ? path.join(root, 'libs', alias[1], 'src', 'index.ts') : request;
  return resolveFilename.call(this, target, ...rest);
};

Module._extensions['.ts'] = (module, file) => {
  const { code } = swc.transformFileSync(file, { ...swcOptions, sourceMaps: 'inline' });
  module._compile(code, file);
};

require('reflect-metadata');
