import { textWithoutSecrets } from './hidden-secrets';

const SECRET = 'Bearer wholly/secret+x';

it.each([
  ['as it is', String.raw`{"said":"Bearer wholly/secret+x"}`],
  ['as PHP and .NET write it', String.raw`{"said":"Bearer wholly\/secret\u002Bx"}`],
  ['with small digits', String.raw`{"said":"Bearer wholly\u002fsecret\u002bx"}`],
  ['as JSON in JSON', String.raw`{"said":"Bearer wholly\\/secret\\u002Bx"}`],
  ['without its scheme', String.raw`{"said":"wholly\/secret+x"}`],
])('hides a secret %s', (_how, text) => {
  expect(textWithoutSecrets(text, [SECRET])).toBe('{"said":"[secret]"}');
});

it('hides a secret with quotes and backslashes, however they are written', () => {
  const secret = String.raw`a"b\c`;
  expect(textWithoutSecrets(`${secret} ${JSON.stringify(secret)}`, [secret])).toBe(
    '[secret] "[secret]"',
  );
});

it('leaves what is like a secret alone', () => {
  expect(textWithoutSecrets('wholly.secret', ['wholly+secret'])).toBe('wholly.secret');
});
