import { openSecret, UnreadableSecret } from './fernet';

/** The example of the specification (verify.json), whose time does not matter here. */
const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const TOKEN =
  'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==';

describe(openSecret.name, () => {
  it('opens what VoxBridge 1 has encrypted', () => {
    expect(openSecret(`__encrypted__:${TOKEN}`, KEY)).toBe('hello');
  });

  it('takes what it has stored without a key as it is', () => {
    expect(openSecret('sk-or-plain', undefined)).toBe('sk-or-plain');
  });

  it.each([
    ['without a key', TOKEN, undefined, /^it is encrypted: give --encryption-key$/u],
    ['with half a key', TOKEN, 'cw_0x689', /no Fernet key/u],
    ['with another key', TOKEN, KEY.replace('cw', 'dw'), /another key, or is damaged/u],
    ['cut short', TOKEN.slice(0, 40), KEY, /another key, or is damaged/u],
    ['changed', TOKEN.replace('_eEw', '_eEx'), KEY, /another key, or is damaged/u],
    ['empty', '', KEY, /another key, or is damaged/u],
  ])('refuses a token %s and quotes nothing of it', (_how, token, key, message) => {
    const open = () => openSecret(`__encrypted__:${token}`, key);
    expect(open).toThrow(UnreadableSecret);
    expect(open).toThrow(message);
  });
});
