import { basicHeader, isHeaderName, isHeaderValue, parseHeader } from '@vox/outbound';
import { storable, text } from '@vox/protocol';
import type { RequestHeader } from '@vox/voice-core';
import { z } from 'zod';

const secret = () =>
  text().min(1).max(2000).refine(isHeaderValue, 'has a character that no header can carry');

const authSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('basic'),
      username: text()
        .max(200)
        .refine((name) => !name.includes(':'), 'can have no colon'),
      password: text().max(2000),
    }),
    z.strictObject({ type: z.literal('bearer'), token: secret() }),
    z.strictObject({
      type: z.literal('header'),
      name: text()
        .max(100)
        .refine(isHeaderName, 'must be the name of a header that is not of the request itself'),
      value: secret(),
    }),
  ],
  'must have a type: basic (username, password), bearer (token) or header (name, value)',
);

function toHeader(auth: z.output<typeof authSchema>): RequestHeader {
  switch (auth.type) {
    case 'basic':
      return basicHeader(auth.username, auth.password);
    case 'bearer':
      return { name: 'Authorization', value: `Bearer ${auth.token}` };
    case 'header':
      return { name: auth.name, value: auth.value };
  }
}

/** What a webhook wants to be called with, as an object or in the words of N8N_WEBHOOK_AUTH: kept sealed, never shown. */
export const webhookAuthSchema = z.unknown().transform((value, context): RequestHeader | null => {
  if (value === null) return null;
  if (typeof value === 'string') {
    const header = parseHeader(value);
    if (header !== undefined) return header;
    const message = 'must be "Basic user:password", "Bearer token" or "Header-Name: value"';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const result = authSchema.safeParse(value);
  if (result.success) return toHeader(result.data);
  for (const { message, path } of result.error.issues) {
    context.addIssue({ code: 'custom', message, path: [...path] });
  }
  return z.NEVER;
});

export const webhookUrlSchema = storable(
  z.url({ protocol: /^https?$/u, error: 'must be a URL that starts with http:// or https://' }),
)
  .max(500)
  .nullable();
