export { Framer } from './framer';
export { levelDb, rms, silence } from './level';
export { bytesFromPcm, pcmFromBytes } from './pcm-bytes';
export { Resampler } from './resampler';
export { SpeechShaper } from './speech-shaper';
export { findWavSamples, readWav, type WavSamples, writeWav } from './wav';
export { monoSamples, type WavFormat } from './wav-format';
export { findWav, mayBeWav, WavHeaderReader } from './wav-header';
export type { JitterStats } from './jitter-buffer';
export { OggOpusWriter } from './ogg-opus-writer';
export { OPUS_CLOCK_HZ, OPUS_OF_CLIENTS, OpusDecoder, OpusEncoder } from './opus';
export {
  type OpusPacket,
  OpusStreamDecoder,
  type OpusStreamItem,
  type OpusStreamOptions,
} from './opus-stream-decoder';
export { SilenceFill } from './silence-fill';
export { instantiateKernel } from './wasm-kernel';
