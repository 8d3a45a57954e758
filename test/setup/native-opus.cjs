// Jest loads modules afresh for every test file, but a native addon once per process. @evan/opus wraps the
// addon's classes in place, so each further load would wrap the wrapper, whose result is then an empty packet.
// Before each file the native classes are put back.
const { dirname, join } = require('node:path');
const { existsSync } = require('node:fs');

const addonPath = join(
  dirname(require.resolve('@evan/opus')),
  'node',
  `${process.arch}-${process.platform}.node`,
);

if (existsSync(addonPath)) {
  const addon = require(addonPath);
  for (const name of ['Encoder', 'Decoder']) {
    for (
      let parent = Object.getPrototypeOf(addon[name]);
      typeof parent === 'function' && parent.name !== '';
      parent = Object.getPrototypeOf(parent)
    ) {
      addon[name] = parent;
    }
  }
}
