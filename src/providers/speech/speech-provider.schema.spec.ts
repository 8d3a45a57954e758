import {
  createSttProviderSchema,
  createTtsProviderSchema,
  updateTtsProviderSchema,
} from './speech-provider.schema';

const ears = { name: 'Attic', kind: 'deepgram', base_url: 'ws://attic:8000' };
const voice = { name: 'Attic', kind: 'openai', base_url: 'http://attic:8880' };

const wrongFields = (issues: readonly { path: PropertyKey[] }[] | undefined) => [
  ...new Set(issues?.map(({ path }) => path.join('.'))),
];

describe('a server that hears, or speaks, as people set it', () => {
  it.each([
    ['name', { name: 'whisperx' }],
    ['name', { name: 'Moonshine' }],
    ['kind', { kind: 'embedded' }],
    ['base_url', { base_url: null }],
    ['base_url', { base_url: 'ws://ann:s3cret@attic' }],
    ['language', { language: 'not a language' }],
    ['timeout_ms', { timeout_ms: 499 }],
    ['audio_format', { audio_format: 'mp3' }],
    ['', { voice: 'alloy' }],
  ])('is refused by the name of %s where it hears: %j', (field, changes) => {
    const { error } = createSttProviderSchema.safeParse({ ...ears, ...changes });
    expect(wrongFields(error?.issues)).toEqual([field]);
  });

  it.each([
    ['name', { name: 'flite' }],
    ['kind', { kind: 'deepgram' }],
    ['base_url', { base_url: 'ws://attic:8880' }],
    ['timeout_ms', { timeout_ms: 99 }],
    ['max_concurrency', { max_concurrency: 0 }],
    ['api_key', { api_key: 'a\nb' }],
    ['', { language: 'en' }],
  ])('is refused by the name of %s where it speaks: %j', (field, changes) => {
    const { error } = createTtsProviderSchema.safeParse({ ...voice, ...changes });
    expect(wrongFields(error?.issues)).toEqual([field]);
  });

  it('is as the environment has it for its kind, unless it is said otherwise', () => {
    expect(createSttProviderSchema.parse(ears)).toEqual({
      ...ears,
      model: null,
      language: null,
      audio_format: null,
      timeout_ms: null,
      position: 0,
      is_enabled: true,
    });
    expect(updateTtsProviderSchema.parse({ voice: null })).toEqual({ voice: null });
  });
});
