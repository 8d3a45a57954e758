import type { ElicitRequestFormParams, ElicitResult } from '@modelcontextprotocol/client';
import type { Form, FormAnswer, FormField, FormOption, FormValue, FormWish } from '@vox/voice-core';

type Properties = ElicitRequestFormParams['requestedSchema']['properties'];
type Property = Properties[string];

/** What a server wants to know, as people are asked for it. @param from Who wants it, in words. */
export function formOf({ message, requestedSchema }: ElicitRequestFormParams, from: string): Form {
  const { properties, required = [] } = requestedSchema;
  const fields = Object.entries(properties).map(([name, property]): FormField => {
    const preset = presetOf(property);
    return {
      name,
      label: labelOf(name, property),
      isRequired: required.includes(name),
      wish: wishOf(property),
      ...(preset === undefined ? {} : { preset }),
    };
  });
  return { from, message, fields };
}

/** What was said, as the protocol has it. */
export function elicitResultOf(answer: FormAnswer): ElicitResult {
  if (answer.type !== 'filled') {
    return { action: answer.type === 'declined' ? 'decline' : 'cancel' };
  }
  const content = Object.entries(answer.values).map(([name, value]) => [name, copied(value)]);
  return { action: 'accept', content: Object.fromEntries(content) as ElicitResult['content'] };
}

function copied(value: FormValue): string | number | boolean | string[] {
  return typeof value === 'object' ? [...value] : value;
}

function labelOf(name: string, { title, description }: Property): string {
  const called = title ?? name.replaceAll(/[_-]+/gu, ' ').trim();
  const isMore = description !== undefined && description.toLowerCase() !== called.toLowerCase();
  return isMore ? `${called}, ${description}` : called;
}

function presetOf(property: Property): FormValue | undefined {
  return property.default;
}

function wishOf(property: Property): FormWish {
  switch (property.type) {
    case 'boolean':
      return { type: 'yes-no' };
    case 'number':
    case 'integer':
      return {
        type: 'number',
        isWhole: property.type === 'integer',
        least: property.minimum,
        most: property.maximum,
      };
    case 'array': {
      const options = optionsOf('items' in property ? property.items : {});
      const { minItems = 0, maxItems = options.length } = property;
      return { type: 'choices', options, least: minItems, most: maxItems };
    }
    case 'string': {
      const options = optionsOf(property);
      if (options.length > 0) return { type: 'choice', options };
      const { format, minLength, maxLength } = property as TextProperty;
      return { type: 'text', format, minLength, maxLength };
    }
  }
}

type TextProperty = Pick<Extract<FormWish, { type: 'text' }>, 'format' | 'minLength' | 'maxLength'>;

/** However the revision writes them: with a title each, with titles beside them, or as they are. */
function optionsOf(property: object): readonly FormOption[] {
  const {
    enum: values,
    enumNames = [],
    oneOf,
    anyOf = oneOf,
  } = property as {
    readonly enum?: readonly string[];
    readonly enumNames?: readonly string[];
    readonly oneOf?: readonly { readonly const: string; readonly title: string }[];
    readonly anyOf?: readonly { readonly const: string; readonly title: string }[];
  };
  if (anyOf !== undefined) return anyOf.map(({ const: value, title }) => ({ value, title }));
  return (values ?? []).map((value, at) => ({ value, title: enumNames[at] ?? value }));
}
