// Silero VAD v6 at 16 kHz, the forward pass of one window: 576 samples, of which 64 are of the window before.
// AssemblyScript. `npm run build:wasm` makes src/stt/adapters/embedded/silero/silero-wasm.ts of it.

import { dense, encoder0, encoder1, speechProbability } from './layers';
import {
  ENCODER_1_OUTPUT,
  ENCODER_2_BIAS,
  ENCODER_2_OUTPUT,
  ENCODER_2_WEIGHTS,
  ENCODER_3_BIAS,
  ENCODER_3_WEIGHTS,
  GATES,
  LSTM_BIAS,
  LSTM_WEIGHTS,
  SILENCE,
  STREAM_CELL,
  STREAM_HIDDEN,
  STREAM_INPUT,
  STREAM_SAMPLES,
} from './memory';
import { spectrum } from './spectrum';

export {
  BIT_REVERSAL,
  ENCODER_0_BIAS,
  ENCODER_0_WEIGHTS,
  ENCODER_1_BIAS,
  ENCODER_1_WEIGHTS,
  ENCODER_2_BIAS,
  ENCODER_2_WEIGHTS,
  ENCODER_3_BIAS,
  ENCODER_3_WEIGHTS,
  LSTM_BIAS,
  LSTM_WEIGHTS,
  OUTPUT_BIAS,
  OUTPUT_WEIGHTS,
  STREAM_BYTES,
  TWIDDLES,
  WINDOW_FUNCTION,
} from './memory';

/** Where the streams' memory may begin. */
export function streamsFrom(): usize {
  return (__heap_base + 15) & ~15;
}

/**
 * Takes the window that lies in `stream` and gives the probability of speech, 0 to 1. Afterwards the window's last 64 samples
 * are the first ones of the next.
 */
export function run(stream: usize): f32 {
  const samples = stream + STREAM_SAMPLES;
  // The model pads on the right only, with a reflection.
  for (let at: usize = 0; at < 64 * 4; at += 4) {
    store<f32>(samples + 576 * 4 + at, load<f32>(samples + 574 * 4 - at));
  }
  spectrum(samples);
  encoder0();
  encoder1();
  dense(ENCODER_1_OUTPUT, 128, ENCODER_2_WEIGHTS, ENCODER_2_BIAS, ENCODER_2_OUTPUT, 64, true);
  const input = stream + STREAM_INPUT;
  dense(ENCODER_2_OUTPUT, 64, ENCODER_3_WEIGHTS, ENCODER_3_BIAS, input, 128, true);
  memory.copy(samples, samples + 512 * 4, 64 * 4);
  return remembered(stream);
}

/** `stream` has just run with a window of zeros: keeps what the encoder made of it. */
export function keepSilence(stream: usize): void {
  memory.copy(SILENCE, stream + STREAM_INPUT, 128 * 4);
}

/** As `run`, bit for bit, where all 576 samples in `stream` are zeros: a third of the work. */
export function runSilence(stream: usize): f32 {
  memory.copy(stream + STREAM_INPUT, SILENCE, 128 * 4);
  return remembered(stream);
}

function remembered(stream: usize): f32 {
  dense(stream + STREAM_INPUT, 256, LSTM_WEIGHTS, LSTM_BIAS, GATES, 512, false);
  return speechProbability(stream + STREAM_HIDDEN, stream + STREAM_CELL);
}
