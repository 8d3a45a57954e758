import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { modelPaths, modelsDirectory } from './models';

describe('engine models', () => {
  it('lie in the cache folder unless MODELS_DIR names another', () => {
    expect(modelsDirectory({})).toBe(join(homedir(), '.cache/voxbridge/models'));
    expect(modelsDirectory({ XDG_CACHE_HOME: '/c' })).toBe('/c/voxbridge/models');
    expect(modelsDirectory({ MODELS_DIR: '/m', XDG_CACHE_HOME: '/c' })).toBe('/m');
  });

  it('are all named when they are missing, with what to do about it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    const ask = () => modelPaths(folder, ['vad', 'tokens']);
    expect(ask).toThrow(expect.objectContaining({ name: 'ConfigError' }));
    expect(ask).toThrow(/silero_vad_v6\.onnx is missing: run `npm start`[\s\S]*tokens\.txt/);
    writeFileSync(join(folder, 'silero_vad_v6.onnx'), '');
    expect(modelPaths(folder, ['vad'])).toEqual({ vad: join(folder, 'silero_vad_v6.onnx') });
    rmSync(folder, { recursive: true });
  });
});
