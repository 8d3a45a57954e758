import { expandUrl, placeholdersOf, problemOfTemplate } from './url-template';

describe(problemOfTemplate.name, () => {
  it.each([
    'https://shop.example/orders/{order_id}?q={q}&limit=3',
    'http://192.168.1.20:8080',
    'https://[2001:db8::1]:8443/{a}-{b}',
    'https://shop.example?q={q}',
  ])('takes %s', (template) => {
    expect(problemOfTemplate(template)).toBeUndefined();
  });

  it.each([
    ['a scheme that is an argument', '{scheme}://shop.example/'],
    ['another scheme', 'file:///etc/passwd'],
    ['a host that is an argument', 'https://{host}/orders'],
    ['a part of a host', 'https://{shop}.example.com/'],
    ['a port', 'https://shop.example:{port}/'],
    ['a user', 'https://{user}@shop.example/'],
    ['a password', 'https://ann:secret@shop.example/'],
    ['a host after a backslash', 'https://shop.example\\@{host}/'],
    ['a fragment', 'https://shop.example/#{part}'],
    ['half a placeholder', 'https://shop.example/{order'],
    ['one in another', 'https://shop.example/{a{b}}'],
    ['a nameless one', 'https://shop.example/{}'],
    ['a port that is none', 'https://shop.example:99999/'],
  ])('refuses %s', (_what, template) => {
    expect(problemOfTemplate(template)).toEqual(expect.any(String));
  });
});

describe(expandUrl.name, () => {
  const expand = (template: string, given: Record<string, unknown>) => expandUrl(template, given);

  it('tells which names stand where', () => {
    expect(placeholdersOf('https://shop.example/{a}/{b}?c={c}&a={a}')).toEqual({
      path: new Set(['a', 'b']),
      query: new Set(['c', 'a']),
    });
  });

  it.each([
    ['../admin?x=1#y', 'https://shop.example/orders/..%2Fadmin%3Fx%3D1%23y'],
    ['a b&c', 'https://shop.example/orders/a%20b%26c'],
    ['\\..', 'https://shop.example/orders/%5C..'],
    ['%2e%2e', 'https://shop.example/orders/%252e%252e'],
    ['Grüße', 'https://shop.example/orders/Gr%C3%BC%C3%9Fe'],
    ['{order_id}', 'https://shop.example/orders/%7Border_id%7D'],
    ['\uD800', 'https://shop.example/orders/%EF%BF%BD'],
    [7, 'https://shop.example/orders/7'],
  ])('keeps %s in its segment', (order_id, url) => {
    const expanded = expand('https://shop.example/orders/{order_id}', { order_id });
    expect(expanded).toEqual({ url });
    expect(new URL(String(expanded.url)).href).toBe(url);
  });

  it.each(['.', '..', '', null, undefined])('refuses %j in a path', (order_id) => {
    const { problem } = expand('https://shop.example/orders/{order_id}', { order_id });
    expect(problem).toContain('order_id');
  });

  it('refuses dots that become a step only together', () => {
    const { problem } = expand('https://shop.example/a/{one}{other}', { one: '.', other: '.' });
    expect(problem).toBeDefined();
    expect(expand('https://shop.example/a/%2e{one}', { one: '.' }).problem).toBeDefined();
  });

  it('leaves out what the query is not given', () => {
    const template = 'https://shop.example/orders?q={q}&tags={tags}&limit=3';
    expect(expand(template, { tags: ['a', 'b'] })).toEqual({
      url: 'https://shop.example/orders?tags=a%2Cb&limit=3',
    });
    expect(expand('https://shop.example/?q={q}', {})).toEqual({ url: 'https://shop.example/' });
  });

  it('takes nothing that an argument inherits', () => {
    expect(expand('https://shop.example/?q={constructor}', {})).toEqual({
      url: 'https://shop.example/',
    });
  });
});
