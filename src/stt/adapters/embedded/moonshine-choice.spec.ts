import { ConfigError } from '@vox/voice-core';

import { chosenBase, type Machine, machineOf } from './moonshine-choice';
import type { MoonshineModel } from './moonshine-model';

const base = {} as MoonshineModel;

function machine(traits: Partial<Machine> = {}): Machine {
  return {
    cores: 2,
    freeBytes: 2 ** 31,
    loadBase: () => Promise.resolve(base),
    trialMs: () => Promise.resolve(120),
    ...traits,
  };
}

const missing = () => Promise.reject(new ConfigError(['model file base is missing']));

describe('the choice of the embedded model', () => {
  it('is base on a machine that is fast enough for it', async () => {
    expect(await chosenBase('auto', machine())).toBe(base);
  });

  it.each([
    ['slow', { trialMs: () => Promise.resolve(450) }],
    ['without a second core', { cores: 1 }],
    ['short of memory', { freeBytes: 2 ** 29 }],
    ['without the files of base', { loadBase: missing }],
  ] as const)('is tiny on one that is %s', async (_, traits) => {
    expect(await chosenBase('auto', machine(traits))).toBeUndefined();
  });

  it('loads nothing that it will not use', async () => {
    const loadBase = jest.fn(missing);
    await chosenBase('tiny', machine({ loadBase }));
    await chosenBase('auto', machine({ loadBase, cores: 1 }));
    expect(loadBase).not.toHaveBeenCalled();
  });

  it('is what was asked for by name, on any machine', async () => {
    expect(await chosenBase('base', machine({ cores: 1, freeBytes: 0 }))).toBe(base);
    const asked = chosenBase('base', machineOf('/nowhere'));
    await expect(asked).rejects.toThrow(/moonshine-base\/encoder_model\.onnx is missing/);
  });
});
