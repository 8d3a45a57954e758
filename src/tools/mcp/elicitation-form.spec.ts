import type { ElicitRequestFormParams } from '@modelcontextprotocol/client';

import { elicitResultOf, formOf } from './elicitation-form';

const asked = (
  properties: ElicitRequestFormParams['requestedSchema']['properties'],
  required: string[] = [],
) =>
  formOf(
    { message: 'Fill in.', requestedSchema: { type: 'object', properties, required } },
    'Shop',
  );

it('each field is asked by its title and what it is, and says whether it must be said', () => {
  const { from, message, fields } = asked(
    {
      mail: { type: 'string', title: 'Mail', description: 'Where we write to', format: 'email' },
      full_name: { type: 'string', minLength: 2, maxLength: 40 },
    },
    ['mail'],
  );
  expect({ from, message }).toEqual({ from: 'Shop', message: 'Fill in.' });
  expect(fields).toMatchObject([
    {
      name: 'mail',
      label: 'Mail, Where we write to',
      isRequired: true,
      wish: { type: 'text', format: 'email' },
    },
    {
      name: 'full_name',
      label: 'full name',
      isRequired: false,
      wish: { type: 'text', minLength: 2, maxLength: 40 },
    },
  ]);
});

it('numbers have their bounds, and what is preset is kept', () => {
  expect(
    asked({
      count: { type: 'integer', minimum: 1, maximum: 9, default: 2 },
      weight: { type: 'number' },
      agreed: { type: 'boolean', default: false },
    }).fields,
  ).toMatchObject([
    { preset: 2, wish: { type: 'number', isWhole: true, least: 1, most: 9 } },
    { wish: { type: 'number', isWhole: false } },
    { preset: false, wish: { type: 'yes-no' } },
  ]);
});

it('choices are read in every way in which revisions write them', () => {
  const options = [
    { value: 'a', title: 'Apple' },
    { value: 'b', title: 'Bread' },
  ];
  const titled = [
    { const: 'a', title: 'Apple' },
    { const: 'b', title: 'Bread' },
  ];
  const { fields } = asked({
    plain: { type: 'string', enum: ['a', 'b'] },
    legacy: { type: 'string', enum: ['a', 'b'], enumNames: ['Apple', 'Bread'] },
    titled: { type: 'string', oneOf: titled },
    many: { type: 'array', items: { anyOf: titled }, minItems: 1, maxItems: 2 },
    manyPlain: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
  });
  expect(fields.map(({ wish }) => wish)).toEqual([
    {
      type: 'choice',
      options: [
        { value: 'a', title: 'a' },
        { value: 'b', title: 'b' },
      ],
    },
    { type: 'choice', options },
    { type: 'choice', options },
    { type: 'choices', options, least: 1, most: 2 },
    {
      type: 'choices',
      options: [
        { value: 'a', title: 'a' },
        { value: 'b', title: 'b' },
      ],
      least: 0,
      most: 2,
    },
  ]);
});

it('what was said goes to the server as the protocol has it', () => {
  expect(elicitResultOf({ type: 'declined' })).toEqual({ action: 'decline' });
  expect(elicitResultOf({ type: 'cancelled' })).toEqual({ action: 'cancel' });
  const values = { name: 'Ada', count: 2, agreed: true, fish: ['tuna'] };
  expect(elicitResultOf({ type: 'filled', values })).toEqual({ action: 'accept', content: values });
});
