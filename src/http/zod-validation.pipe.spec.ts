import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';

import { ZodValidationPipe } from './zod-validation.pipe';

const schema = z.strictObject({
  name: z.string().trim().min(1),
  size: z.coerce.number().default(3),
});

function refusal(value: unknown): unknown {
  try {
    return new ZodValidationPipe(schema).transform(value);
  } catch (error) {
    return error instanceof BadRequestException ? error.getResponse() : error;
  }
}

describe('ZodValidationPipe', () => {
  it('gives the parsed value, defaults filled in', () => {
    expect(new ZodValidationPipe(schema).transform({ name: ' a ' })).toEqual({
      name: 'a',
      size: 3,
    });
  });

  it('names the field that is wrong, unknown or missing', () => {
    expect(refusal({ name: '' })).toMatchObject({ statusCode: 400, field: 'name' });
    expect(refusal({ name: 'a', colour: 'red' })).toMatchObject({ field: 'colour' });
    expect(refusal({})).toMatchObject({ field: 'name' });
  });

  it('names the value itself where there is no field', () => {
    expect(refusal('text')).toMatchObject({ field: 'body' });
    const id = new ZodValidationPipe(z.uuid(), 'id');
    expect(() => id.transform('42')).toThrow(/^id: /);
  });
});
