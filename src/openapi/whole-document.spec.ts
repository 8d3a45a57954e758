import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { AppModule } from '../app.module';
import { parseConfig } from '../config';
import { EXPOSED_HEADERS } from '../http';
import { documentOf } from './document-of';

describe('the document of the whole server', () => {
  let app: INestApplication;
  let document: ReturnType<typeof documentOf>;
  type Operation = {
    readonly operationId: string;
    readonly tags: readonly string[];
    readonly security?: readonly unknown[];
    readonly requestBody?: { readonly content: Record<string, unknown> };
    readonly responses: Record<
      string,
      { readonly description: string; readonly headers?: Record<string, unknown> }
    >;
  };
  const operationsOf = (path: string) => document.paths?.[path] as Record<string, Operation>;

  beforeAll(async () => {
    // Preview: the modules are read, and nothing of them is started.
    const options = { preview: true, logger: false, abortOnError: false } as const;
    app = await NestFactory.create(AppModule.forRoot(parseConfig({}), ''), options);
    document = documentOf(app);
  });

  it('is OpenAPI 3.1 with every route: each has its id, its heading and its answers', () => {
    expect(document.openapi).toBe('3.1.1');
    const operations = Object.keys(document.paths ?? {}).flatMap((path) =>
      Object.values(operationsOf(path)),
    );
    expect(operations.length).toBeGreaterThan(25);
    const headings = document.tags?.map(({ name }) => name);
    for (const { operationId, tags, responses } of operations) {
      expect(operationId).toMatch(/^[a-z]+[A-Za-z]*$/u);
      expect(headings).toEqual(expect.arrayContaining([...tags]));
      for (const { description } of Object.values(responses)) expect(description).not.toBe('');
    }
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('is the same at each start: no default of it was made up just now', () => {
    expect(documentOf(app)).toEqual(document);
  });

  it('tells which routes are public, and what the others may be refused with', () => {
    const info = operationsOf('/api/info')['get'];
    expect(info?.security).toEqual([]);
    expect(Object.keys(info?.responses ?? {})).not.toContain('401');
    const create = operationsOf('/api/agents')['post'];
    expect(create?.security).toEqual([{ bearer: ['admin'] }, { apiKey: ['admin'] }]);
    expect(Object.keys(create?.responses ?? {})).toEqual(
      expect.arrayContaining([
        '201',
        '400',
        '401',
        '403',
        '409',
        '413',
        '415',
        '429',
        '500',
        '503',
      ]),
    );
  });

  it('shows a body that is taken apart before it is validated', () => {
    expect(operationsOf('/voice/join')['post']?.requestBody?.content).toMatchObject({
      'application/json': {
        schema: {
          properties: { guild_id: { type: 'string' } },
          required: ['guild_id', 'channel_id'],
        },
      },
    });
  });

  it('holds clients to the fields that are sent, and not to those that are answered', () => {
    const { content } = operationsOf('/api/agents')['post']?.requestBody ?? {};
    expect(content).toMatchObject({
      'application/json': { schema: { additionalProperties: false } },
    });
    expect(document.components?.schemas?.['Agent']).not.toHaveProperty('additionalProperties');
  });

  it('declares no header that pages of other origins may not read', () => {
    const exposed = EXPOSED_HEADERS.map((name) => name.toLowerCase());
    const declared = Object.keys(document.paths ?? {}).flatMap((path) =>
      Object.values(operationsOf(path)).flatMap(({ responses }) =>
        Object.values(responses).flatMap(({ headers }) => Object.keys(headers ?? {})),
      ),
    );
    expect(declared).toEqual(expect.arrayContaining(['link', 'x-sample-rate']));
    expect(exposed).toEqual(expect.arrayContaining([...new Set(declared)]));
  });

  it('passes over no field that it does not know, but in what VoxBridge 1 was sent', () => {
    const lenient = Object.keys(document.paths ?? {}).flatMap((path) =>
      Object.values(operationsOf(path)).flatMap(({ operationId, tags, requestBody }) => {
        const { schema } = (requestBody?.content['application/json'] ?? {}) as { schema?: object };
        const isOpen = schema !== undefined && !('additionalProperties' in schema);
        return isOpen && !tags.includes('VoxBridge 1') ? [operationId] : [];
      }),
    );
    expect(lenient).toEqual([]);
  });
});
