import type { HttpToolEntity } from '@vox/database';

import { createToolSchema, updateToolSchema } from './http-tool.schema';
import { misfitOf } from './http-tool-rows';

const ORDER = {
  name: 'look_up_order',
  description: 'Looks up an order.',
  parameters: {
    type: 'object',
    properties: { order_id: { type: 'string' }, q: { type: 'string' } },
    required: ['order_id'],
  },
  url: 'https://shop.example/orders/{order_id}?q={q}',
};

describe('createToolSchema', () => {
  it('fills in what is left out, and nothing at an update', () => {
    expect(createToolSchema.parse(ORDER)).toEqual({
      ...ORDER,
      headers: {},
      response_path: null,
      workflow: null,
      kind: 'wait',
      confirm: null,
      is_enabled: true,
    });
    expect(updateToolSchema.parse({})).toEqual({});
  });

  let deep: object = {};
  for (let at = 0; at < 40; at += 1) deep = { deep };
  it.each([
    ['name', { name: 'look up' }],
    ['name', { name: 'x'.repeat(65) }],
    ['description', { description: ' ' }],
    ['parameters', { parameters: { type: 'string' } }],
    ['parameters', { parameters: { type: 'object', properties: { a: { type: 'what' } } } }],
    ['parameters', { parameters: { type: 'object', $ref: 'https://elsewhere.example/schema' } }],
    ['parameters', { parameters: { type: 'object', $async: true } }],
    ['parameters', { parameters: { type: 'object', title: 'a\0' } }],
    ['parameters', { parameters: { type: 'object', title: 'x'.repeat(16_000) } }],
    ['parameters', { parameters: { type: 'object', ...deep } }],
    ['method', { method: 'TRACE' }],
    ['url', { url: 'https://{host}/' }],
    ['headers.Host', { headers: { Host: 'else.example' } }],
    ['headers.X-A', { headers: { 'X-A': 'a\r\nX-B: b' } }],
    ['headers.X-VoxBridge-User', { headers: { 'X-VoxBridge-User': 'ann' } }],
    ['headers.idempotency-key', { headers: { 'idempotency-key': '1' } }],
    ['headers', { headers: { 'X-A': 'a', 'x-a': 'b' } }],
    ['secret_headers.Content-Length', { secret_headers: { 'Content-Length': '1' } }],
    ['timeout_ms', { timeout_ms: 100 }],
    ['kind', { kind: 'later' }],
  ])('names the field that is wrong: %s', (field, changes) => {
    const { error } = createToolSchema.safeParse({ ...ORDER, ...changes });
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });
});

describe(misfitOf.name, () => {
  const misfit = (changes: Partial<HttpToolEntity> = {}) =>
    misfitOf({ parameters: ORDER.parameters, url: ORDER.url, method: 'GET', ...changes })?.field;

  it('wants a place for each argument, and an argument in each place', () => {
    expect(misfit()).toBeUndefined();
    expect(misfit({ url: `${ORDER.url}&page={page}` })).toBe('url');
    expect(misfit({ url: 'https://shop.example/{q}?id={order_id}' })).toBe('parameters');
    const url = 'https://shop.example/{order_id}';
    expect(misfit({ url })).toBe('parameters');
    expect(misfit({ url, method: 'DELETE' })).toBe('parameters');
    expect(misfit({ url, method: 'POST' })).toBeUndefined();
  });
});
