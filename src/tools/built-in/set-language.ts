import { failed, type ToolDefinition } from '../tool-definition';

/** The language that is listened for and spoken, when the user wants another one. */
export const setLanguage: ToolDefinition = {
  name: 'set_language',
  description:
    'Sets the language of the conversation: what is heard and said from now on. Call it when the user wants to speak another language, then answer in it.',
  parameters: {
    type: 'object',
    properties: { language: { type: 'string', description: 'BCP 47 tag, such as de or pt-BR.' } },
    required: ['language'],
    additionalProperties: false,
  },
  kind: 'wait',
  // To set it again is to set it: an answer that is taken back may be given anew.
  isReadOnly: true,
  timeoutMs: 1000,
  invoke: ({ language }, { session }) => {
    const tag = canonical(String(language));
    if (tag === undefined)
      return Promise.resolve(failed(`${String(language)} is no language tag.`));
    session.setLanguage(tag);
    return Promise.resolve({ content: `The language is ${tag} now.` });
  },
};

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    // The model is told so.
    return undefined;
  }
}
