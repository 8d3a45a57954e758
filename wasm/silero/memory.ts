// Where everything lies. Arrays of 32-bit floats unless told otherwise; the host writes tables and weights once, before the
// first window. All addresses are multiples of 16, and what is reserved here lies below `streamsFrom()`.

/** The window function of the spectra: 256. */
export const WINDOW_FUNCTION: usize = memory.data(256 * 4, 16);
/** cos and -sin of 2πk/256 for k of 0 to 127, in pairs. */
export const TWIDDLES: usize = memory.data(128 * 2 * 4, 16);
/** The numbers of 0 to 127 with their 7 bits the other way round, as 32-bit integers. */
export const BIT_REVERSAL: usize = memory.data(128 * 4, 16);

// Weights lie in panels of so many outputs, so that one vector holds the weights of four outputs for one input.

/** 129 to 128 channels, kernel 3: panels of 8, each [input][tap][output]. */
export const ENCODER_0_WEIGHTS: usize = memory.data(128 * 129 * 3 * 4, 16);
export const ENCODER_0_BIAS: usize = memory.data(128 * 4, 16);
/** 128 to 64 channels, kernel 3: panels of 16, each [input][tap][output]. */
export const ENCODER_1_WEIGHTS: usize = memory.data(64 * 128 * 3 * 4, 16);
export const ENCODER_1_BIAS: usize = memory.data(64 * 4, 16);
/** Two steps of 64 channels to one of 64: panels of 8, each [step][input][output]. */
export const ENCODER_2_WEIGHTS: usize = memory.data(64 * 128 * 4, 16);
export const ENCODER_2_BIAS: usize = memory.data(64 * 4, 16);
/** 64 to 128 channels: panels of 8, each [input][output]. */
export const ENCODER_3_WEIGHTS: usize = memory.data(128 * 64 * 4, 16);
export const ENCODER_3_BIAS: usize = memory.data(128 * 4, 16);
/** 128 inputs and 128 of the state to the gates i, f, g, o of 128 each: panels of 8, each [input][output]. */
export const LSTM_WEIGHTS: usize = memory.data(512 * 256 * 4, 16);
export const LSTM_BIAS: usize = memory.data(512 * 4, 16);
/** 128 to the one output. */
export const OUTPUT_WEIGHTS: usize = memory.data(128 * 4, 16);
export const OUTPUT_BIAS: usize = memory.data(4, 16);

/** What the encoder makes of silence: 128, kept once. */
export const SILENCE: usize = memory.data(128 * 4, 16);

// Scratch: of one window, of whichever stream.

/** 128 complex numbers of four lanes. */
export const TRANSFORM: usize = memory.data(128 * 2 * 16, 16);
/** 129 bins of four lanes: [bin][step]. */
export const MAGNITUDES: usize = memory.data(129 * 16, 16);
/** [step][channel] each. */
export const ENCODER_0_OUTPUT: usize = memory.data(4 * 128 * 4, 16);
export const ENCODER_1_OUTPUT: usize = memory.data(2 * 64 * 4, 16);
export const ENCODER_2_OUTPUT: usize = memory.data(64 * 4, 16);
export const GATES: usize = memory.data(512 * 4, 16);

// A stream, from its address on: what one session needs. All zeros is a fresh one.

/** 640 samples of -1 to 1: 64 of the window before, 512 new ones, and 64 for the reflection of the last. */
export const STREAM_SAMPLES: usize = 0;
export const STREAM_CELL: usize = STREAM_SAMPLES + 640 * 4;
/** The input of the LSTM, and right after it its hidden state: one vector of 256. */
export const STREAM_INPUT: usize = STREAM_CELL + 128 * 4;
export const STREAM_HIDDEN: usize = STREAM_INPUT + 128 * 4;
export const STREAM_BYTES: usize = STREAM_HIDDEN + 128 * 4;
