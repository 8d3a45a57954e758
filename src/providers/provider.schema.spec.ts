import { createProviderSchema, updateProviderSchema } from './provider.schema';

const whole = { name: 'Attic', kind: 'local', base_url: 'http://attic:11434' };
const wrongFields = (changes: object) =>
  createProviderSchema
    .safeParse({ ...whole, ...changes })
    .error?.issues.map(({ path }) => path.join('.'));

describe('a provider as people set it', () => {
  it.each([
    ['name', { name: ' ' }],
    ['name', { name: '...' }],
    ['name', { name: 'Local' }],
    ['name', { name: 'n8n' }],
    ['kind', { kind: 'n8n' }],
    ['kind', { kind: 'demo' }],
    ['base_url', { base_url: 'attic:11434' }],
    ['base_url', { base_url: 'file:///etc/passwd' }],
    ['base_url', { base_url: 'http://ann:s3cret@attic/' }],
    ['base_url', { base_url: `http://attic/${'x'.repeat(500)}` }],
    ['api_key', { api_key: 'a\nb' }],
    ['api_key', { api_key: '' }],
    ['default_model', { default_model: 'a\0b' }],
    ['position', { position: -1 }],
    ['position', { position: 1.5 }],
    ['is_enabled', { is_enabled: null }],
    ['', { models: [] }],
  ])('is refused by the name of %s', (field, changes) => {
    expect(new Set(wrongFields(changes))).toEqual(new Set([field]));
  });

  it('has a place, and is asked, unless it is said otherwise', () => {
    expect(createProviderSchema.parse(whole)).toEqual({
      ...whole,
      default_model: null,
      position: 0,
      is_enabled: true,
    });
  });

  it('changes what is named alone', () => {
    expect(updateProviderSchema.parse({ api_key: null })).toEqual({ api_key: null });
  });
});
