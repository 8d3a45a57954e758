import type { FieldSpec } from '../../forms/form-spec';
import type { ProviderRole } from '../common/providers';

const choices = (...values: readonly string[]) => values.map((value) => ({ value }));

const name: FieldSpec = {
  name: 'name',
  label: 'providers.name',
  hint: 'providers.name_hint',
  kind: 'text',
  maxLength: 100,
  isRequired: true,
};
const apiKey: FieldSpec = {
  name: 'api_key',
  label: 'providers.api_key',
  hint: 'providers.api_key_hint',
  kind: 'secret',
  has: 'has_api_key',
};
const order: readonly FieldSpec[] = [
  {
    name: 'position',
    label: 'providers.position',
    hint: 'providers.position_hint',
    kind: 'number',
    min: 0,
    max: 10_000,
    step: 1,
    isRequired: true,
    foldedAt: '0',
  },
  { name: 'is_enabled', label: 'providers.is_enabled', kind: 'check', foldedAt: true },
];
const model: FieldSpec = {
  name: 'model',
  label: 'providers.model',
  hint: 'form.empty_is_server',
  kind: 'text',
  maxLength: 200,
};
const timeout = (min: number, max: number): FieldSpec => ({
  name: 'timeout_ms',
  label: 'providers.timeout_ms',
  hint: 'form.empty_is_server',
  kind: 'number',
  min,
  max,
  step: 100,
  foldedAt: '',
});
const format = (...formats: readonly string[]): FieldSpec => ({
  name: 'audio_format',
  label: 'providers.audio_format',
  kind: 'choice',
  none: 'form.as_server',
  choices: choices(...formats),
  foldedAt: '',
});
const address = (hint: 'providers.base_url_hint' | 'providers.base_url_hint_llm'): FieldSpec => ({
  name: 'base_url',
  label: 'providers.base_url',
  hint,
  kind: 'text',
  maxLength: 500,
});
const kind = (...choicesOfRole: Extract<FieldSpec, { kind: 'choice' }>['choices']): FieldSpec => ({
  name: 'kind',
  label: 'providers.kind',
  kind: 'choice',
  choices: choicesOfRole,
  isWide: true,
});

/** The settings of servers, by what they do, as POST and PUT of each role take them. */
export const providerFields: Readonly<Record<ProviderRole, readonly FieldSpec[]>> = {
  llm: [
    name,
    kind(
      { value: 'local', label: 'providers.kind.local' },
      { value: 'openai', name: 'OpenAI' },
      { value: 'openrouter', name: 'OpenRouter' },
      { value: 'anthropic', name: 'Anthropic' },
    ),
    address('providers.base_url_hint_llm'),
    apiKey,
    {
      name: 'default_model',
      label: 'providers.model',
      hint: 'providers.default_model_hint',
      kind: 'text',
      maxLength: 200,
    },
    ...order,
  ],
  stt: [
    name,
    kind(
      { value: 'openai', label: 'providers.kind.openai_transcription' },
      { value: 'whisperx', name: 'WhisperX' },
      { value: 'whisperlive', name: 'WhisperLive' },
      { value: 'deepgram', name: 'Deepgram' },
    ),
    address('providers.base_url_hint'),
    apiKey,
    model,
    {
      name: 'language',
      label: 'agents.tts_language',
      hint: 'agents.tts_language_hint',
      kind: 'text',
      maxLength: 35,
    },
    format('pcm', 'opus', 'float32', 'int16'),
    timeout(500, 120_000),
    ...order,
  ],
  tts: [
    name,
    kind(
      { value: 'openai', label: 'providers.kind.openai_speech' },
      { value: 'chatterbox', name: 'Chatterbox' },
      { value: 'devnen', name: 'Chatterbox-TTS-Server (devnen)' },
    ),
    address('providers.base_url_hint'),
    apiKey,
    model,
    {
      name: 'voice',
      label: 'agents.tts_voice',
      hint: 'providers.voice_hint',
      kind: 'text',
      maxLength: 200,
    },
    format('pcm', 'wav', 'audio', 'sse'),
    timeout(100, 600_000),
    {
      name: 'max_concurrency',
      label: 'providers.max_concurrency',
      hint: 'form.empty_is_server',
      kind: 'number',
      min: 1,
      max: 256,
      step: 1,
      foldedAt: '',
    },
    ...order,
  ],
};

/** What a new one has; the first kind of its role. */
export const newProvider: Readonly<Record<ProviderRole, Readonly<Record<string, unknown>>>> = {
  llm: { kind: 'local', position: 0, is_enabled: true },
  stt: { kind: 'openai', position: 0, is_enabled: true },
  tts: { kind: 'openai', position: 0, is_enabled: true },
};
