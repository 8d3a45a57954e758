import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { ConfigError } from '@vox/voice-core';

const FILES = {
  'tiny-encoder': 'moonshine-tiny/encoder_model.onnx',
  'tiny-decoder': 'moonshine-tiny/decoder_model_merged.onnx',
  'base-encoder': 'moonshine-base/encoder_model.onnx',
  'base-decoder': 'moonshine-base/decoder_model_merged.onnx',
  tokens: 'moonshine-tiny/tokens.txt',
  vad: 'silero_vad_v6.onnx',
} as const;

export type ModelFile = keyof typeof FILES;

/** Where `npm start` puts the models unless MODELS_DIR says otherwise. */
export function modelsDirectory(stt: {
  MODELS_DIR?: string | undefined;
  XDG_CACHE_HOME?: string | undefined;
}) {
  return (
    stt.MODELS_DIR ?? join(stt.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'voxbridge', 'models')
  );
}

/**
 * Paths of the model files asked for.
 * @throws ConfigError naming each file that is missing.
 */
export function modelPaths<File extends ModelFile>(
  directory: string,
  files: readonly File[],
): Readonly<Record<File, string>> {
  const paths = Object.fromEntries(files.map((file) => [file, join(directory, FILES[file])]));
  const missing = Object.values(paths).filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new ConfigError(
      missing.map((path) => `model file ${path} is missing: run \`npm start\`, which fetches it`),
    );
  }
  return paths as Record<File, string>;
}
