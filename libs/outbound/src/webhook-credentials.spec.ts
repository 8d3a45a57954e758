import { isHeaderName, isHeaderValue, parseHeader, splitCredentials } from './webhook-credentials';

const basic = (pair: string) => ({
  name: 'Authorization',
  value: `Basic ${Buffer.from(pair).toString('base64')}`,
});

describe(splitCredentials.name, () => {
  it.each([
    ['http://vox:s3cret@n8n:5678/webhook/a?b=c', 'http://n8n:5678/webhook/a?b=c', 'vox:s3cret'],
    ['https://vox@n8n/webhook/a', 'https://n8n/webhook/a', 'vox:'],
    ['https://:s3cret@n8n/webhook/a', 'https://n8n/webhook/a', ':s3cret'],
    ['https://v%40x:p%C3%A4ss%3A%2F@n8n/a', 'https://n8n/a', 'v@x:päss:/'],
    ['https://vox:100%@n8n/a', 'https://n8n/a', 'vox:100%'],
  ])('takes the credentials out of %s', (url, bare, pair) => {
    expect(splitCredentials(url)).toEqual({ url: bare, header: basic(pair) });
  });

  it('leaves a URL without any as it is', () => {
    expect(splitCredentials('http://N8N:80/a')).toEqual({ url: 'http://N8N:80/a' });
  });
});

describe(parseHeader.name, () => {
  it.each([
    ['Basic vox:s3:cret', basic('vox:s3:cret')],
    [`basic ${Buffer.from('vox:s3cret').toString('base64')}`, basic('vox:s3cret')],
    ['Bearer abc.def', { name: 'Authorization', value: 'Bearer abc.def' }],
    ['X-Vox-Secret: s3cret', { name: 'X-Vox-Secret', value: 's3cret' }],
    ['Authorization: Token a:b', { name: 'Authorization', value: 'Token a:b' }],
  ])('reads %s', (text, header) => {
    expect(parseHeader(text)).toEqual(header);
  });

  it.each([
    's3cret',
    'Bearer',
    'Basic abc',
    'X Y: z',
    'Host: a',
    'Content-Type: a',
    'X-A: b\r\nX-C: d',
    ': a',
  ])('makes nothing of %j', (text) => {
    expect(parseHeader(text)).toBeUndefined();
  });
});

it('knows what a header can carry', () => {
  expect(['X-Vox-Secret', 'a'].every(isHeaderName)).toBe(true);
  expect(['', 'a b', 'a:', 'ä', 'Content-Length', 'Transfer-Encoding'].some(isHeaderName)).toBe(
    false,
  );
  expect(['s3cret', 'a b', 'ä'].every(isHeaderValue)).toBe(true);
  expect(['', ' a', 'a\n', 'a\0b', '☃'].some(isHeaderValue)).toBe(false);
});
