import { listedModels } from './listed-models';

const CHATTY = [
  'gemma-3-12b-it',
  'llama3.2:3b',
  'meta-llama/Llama-3.1-8B-Instruct',
  'qwen2.5-vl-7b-instruct',
  'gpt-4o-mini',
  'openai/gpt-oss-20b',
  'claude-haiku-4-5',
  'mistral-small-latest',
  'deepseek-r1-distill-qwen-7b',
  'phi-4',
  'command-r',
  'hermes-3-llama-3.1-8b',
  'granite-3.3-8b-instruct',
  'llava:13b',
  'Eclipse-13B',
];

const OTHERS = [
  'text-embedding-nomic-embed-text-v1.5',
  'nomic-embed-text:latest',
  'text-embedding-3-small',
  'mxbai-embed-large',
  'BAAI/bge-m3',
  'bge-reranker-v2-m3',
  'intfloat/e5-large-v2',
  'thenlper/gte-large',
  'all-minilm:l6-v2',
  'sentence-transformers/all-mpnet-base-v2',
  'jina-reranker-v2-base-multilingual',
  'Qwen3-Reranker-0.6B',
  'whisper-1',
  'openai/whisper-large-v3',
  'gpt-4o-transcribe',
  'tts-1-hd',
  'gpt-4o-mini-tts',
  'hexgrad/Kokoro-82M',
  'piper-en_US-amy',
  'omni-moderation-latest',
  'llama-guard3:8b',
  'shieldgemma:2b',
  'dall-e-3',
  'gpt-image-1',
  'stable-diffusion-xl',
  'black-forest-labs/FLUX.1-dev',
  'gpt-4o-realtime-preview',
  'openai/clip-vit-base-patch32',
  'text-davinci',
  'babbage-002',
];

const listOf = (ids: readonly string[]) => ({
  object: 'list',
  data: ids.map((id) => ({ id, object: 'model' })),
});

describe(listedModels.name, () => {
  it.each(OTHERS)('asks %s after a model that chats', (id) => {
    expect(listedModels(listOf([id, 'gemma-3-12b-it']))).toEqual(['gemma-3-12b-it', id]);
  });

  it.each(CHATTY)('takes %s for a model that chats', (id) => {
    expect(listedModels(listOf([id, 'gemma-3-12b-it']))[0]).toBe(id);
  });

  it.each([
    { type: 'embeddings' },
    { type: 'embedding' },
    { mode: 'embedding' },
    { mode: 'audio_transcription' },
    { mode: 'image_generation' },
    { task: 'feature-extraction' },
    { pipeline_tag: 'automatic-speech-recognition' },
    { capabilities: { completion_chat: false } },
    { architecture: { output_modalities: ['image'] } },
  ])('believes what a server says of a model with a name of no meaning: %j', (said) => {
    const data = [{ id: 'house-model', ...said }, { id: 'other-model' }];
    expect(listedModels({ data })).toEqual(['other-model', 'house-model']);
  });

  it.each([
    { type: 'llm' },
    { type: 'chat' },
    { task: 'text-generation' },
    { capabilities: { completion_chat: true } },
  ])('believes also that one chats whose name says otherwise: %j', (said) => {
    expect(listedModels({ data: [{ id: 'speech-llm', ...said }, { id: 'other' }] })[0]).toBe(
      'speech-llm',
    );
  });

  it('prefers one that is loaded', () => {
    const data = [
      { id: 'a', state: 'not-loaded' },
      { id: 'b', state: 'loaded' },
      { id: 'c', status: { value: 'unloaded' } },
    ];
    expect(listedModels({ data })).toEqual(['b', 'a', 'c']);
  });

  it.each([
    ['a bare list', [{ id: 'a' }, { id: 'b' }]],
    ['names alone', { data: ['a', 'b'] }],
    ['the list of Ollama', { models: [{ name: 'a', model: 'a' }, { name: 'b' }] }],
    ['entries without a name', { data: [null, {}, { id: '' }, { id: 'a' }, 7, { id: 'b' }] }],
  ])('understands %s', (_what, body) => {
    expect(listedModels(body)).toEqual(['a', 'b']);
  });

  it.each([null, {}, { data: null }, 'models', []])('finds none in %j', (body) => {
    expect(listedModels(body)).toEqual([]);
  });
});
