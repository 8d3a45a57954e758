import { availableParallelism } from 'node:os';

import { Logger } from '@nestjs/common';
import { ConfigError } from '@vox/voice-core';

import type { SttConfig } from '../../../config';
import { trialSamples } from '../../trial-recording';
import { MoonshineModel, type MoonshineSize } from './moonshine-model';

export type MoonshineChoice = SttConfig['STT_MODEL'];

/**
 * For the two seconds of the trial recording: a machine that takes longer makes people wait a quarter of a second and more for
 * each sentence, which they notice sooner than a word that was misheard.
 */
const MAX_TRIAL_MS = 200;

const TRIALS = 3;

/** With fewer a final keeps everything else waiting. */
const MIN_CORES = 2;

/** What base takes while it decodes, and as much again for everybody else. */
const MIN_FREE_BYTES = 2 ** 30;

const log = new Logger('Moonshine');

/** What the choice is made by. */
export type Machine = {
  readonly cores: number;
  readonly freeBytes: number;
  /** @throws ConfigError when a file is missing. */
  readonly loadBase: () => Promise<MoonshineModel>;
  /** What the model takes for the trial recording, in ms. */
  readonly trialMs: (model: MoonshineModel) => Promise<number>;
};

/** This one. */
export function machineOf(modelsDirectory: string): Machine {
  return {
    cores: availableParallelism(),
    freeBytes: process.availableMemory(),
    loadBase: () => MoonshineModel.load(modelsDirectory, 'base'),
    trialMs: fastestTrialMs,
  };
}

/**
 * Moonshine base where `choice` asks for it, or where it asks for the best and this machine carries it; nothing otherwise.
 * @throws ConfigError when base was asked for by name and a file of it is missing.
 */
export async function chosenBase(
  choice: MoonshineChoice,
  machine: Machine,
): Promise<MoonshineModel | undefined> {
  if (choice === 'tiny') return undefined;
  if (choice === 'base') return machine.loadBase();
  const { cores, freeBytes } = machine;
  if (cores < MIN_CORES || freeBytes < MIN_FREE_BYTES) {
    log.log({ cores, freeBytes }, 'Moonshine tiny was chosen: this machine is small');
    return undefined;
  }
  const base = await loadIfThere(machine);
  if (base === undefined) return undefined;
  const tookMs = await machine.trialMs(base);
  const size: MoonshineSize = tookMs <= MAX_TRIAL_MS ? 'base' : 'tiny';
  log.log(
    { size, tookMs: Math.round(tookMs), limitMs: MAX_TRIAL_MS },
    `Moonshine ${size} was chosen by the time that base takes`,
  );
  return size === 'base' ? base : undefined;
}

async function loadIfThere({ loadBase }: Machine): Promise<MoonshineModel | undefined> {
  try {
    return await loadBase();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    log.warn({ problems: error.problems }, 'Moonshine tiny was chosen: base is not there');
    return undefined;
  }
}

/** The fastest of a few: the first finds cold caches, and each may be disturbed by other programs. */
async function fastestTrialMs(model: MoonshineModel): Promise<number> {
  const samples = trialSamples();
  let fastestMs = Infinity;
  for (let trial = 0; trial < TRIALS; trial++) {
    const startedAtMs = performance.now();
    await model.decode(samples);
    fastestMs = Math.min(fastestMs, performance.now() - startedAtMs);
  }
  return fastestMs;
}
