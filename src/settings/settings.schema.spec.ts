import { ZodValidationPipe } from '../http';
import { changeSettingsSchema } from './settings.schema';

const pipe = new ZodValidationPipe(changeSettingsSchema);

const refusal = (body: unknown): unknown => {
  try {
    pipe.transform(body);
    return undefined;
  } catch (error) {
    return (error as { getResponse(): unknown }).getResponse();
  }
};

describe('a change of settings', () => {
  it('says values as variables do, in numbers or words, and null to take them away', () => {
    const change = { SILENCE_THRESHOLD_MS: 450, DEFAULT_LLM_TEMPERATURE: '0.2', LOG_LEVEL: null };
    expect(pipe.transform(change)).toEqual({ ...change, SILENCE_THRESHOLD_MS: '450' });
  });

  it.each([
    ['SILENCE_THRESHOLD_MS', 50, /from 100 to 5000/u],
    ['SILENCE_THRESHOLD_MS', 450.5, /whole number/u],
    ['BARGE_IN_STRATEGY', 'rude', /immediate, graceful, off/u],
    ['DEFAULT_LLM_TEMPERATURE', true, /a number/u],
    ['LOG_LEVEL', '', /empty/u],
    ['LOG_LEVEL', { a: 1 }, /./u],
  ])('is refused for %s when that is %j', (field, value, message) => {
    expect(refusal({ [field]: value })).toMatchObject({
      statusCode: 400,
      field,
      message: expect.stringMatching(message) as unknown,
    });
  });

  it.each(['PORT', 'VOXBRIDGE_API_KEY', 'silence_threshold_ms'])(
    'is refused for %s, which holds from the start on or is none',
    (field) => {
      expect(refusal({ [field]: '1' })).toMatchObject({ statusCode: 400, field });
    },
  );
});
