import { type BadRequestException } from '@nestjs/common';
import { z } from 'zod';

import { successOf } from './api-route';
import { RoutePipe } from './route.pipe';

describe(RoutePipe, () => {
  const pipe = new RoutePipe({
    params: z.object({ id: z.uuid() }),
    query: z.strictObject({ limit: z.coerce.number().default(50) }),
    body: z.strictObject({ name: z.string().trim() }),
  });
  const fieldOf = (act: () => unknown) => {
    try {
      return act();
    } catch (error) {
      return ((error as BadRequestException).getResponse() as { field: string }).field;
    }
  };

  it('gives a handler each part of the request as its schema makes it', () => {
    const id = '6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a11';
    expect(pipe.transform({ name: ' a ' }, { type: 'body' })).toEqual({ name: 'a' });
    expect(pipe.transform({}, { type: 'query' })).toEqual({ limit: 50 });
    expect(pipe.transform({ id }, { type: 'param' })).toEqual({ id });
    expect(pipe.transform(id, { type: 'param', data: 'id' })).toBe(id);
    const request = {};
    expect(pipe.transform(request, { type: 'custom' })).toBe(request);
  });

  it('leaves the API key in an address to the guard, and refuses other names that it does not know', () => {
    const query = { api_key: 'k', limit: '3' };
    expect(pipe.transform(query, { type: 'query' })).toEqual({ limit: 3 });
    const misspelt = { ...query, limits: '3' };
    expect(fieldOf(() => pipe.transform(misspelt, { type: 'query' }))).toBe('limits');
    expect(fieldOf(() => pipe.transform({ api_key: 'k' }, { type: 'body' }))).toBe('name');
  });

  it.each([
    [{ type: 'body' }, { name: 1 }, 'name'],
    [{ type: 'body' }, 'text', 'body'],
    [{ type: 'query' }, { limit: 'x' }, 'limit'],
    [{ type: 'param', data: 'id' }, '42', 'id'],
    [{ type: 'param' }, { id: '42' }, 'id'],
  ] as const)(
    'refuses %j that does not fit, by the name of its field',
    (metadata, value, field) => {
      expect(fieldOf(() => pipe.transform(value, metadata))).toBe(field);
    },
  );
});

it('answers with the first status below 300, and has one', () => {
  const route = { id: 'x', scope: 'read' as const, summary: 'X.' };
  expect(successOf({ ...route, responses: { 202: null, 404: 'Gone.' } })).toBe(202);
  expect(() => successOf({ ...route, responses: { 404: 'Gone.' } })).toThrow('The route x');
});
