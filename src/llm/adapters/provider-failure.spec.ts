import { reportedFailure } from './provider-failure';

const failureOf = (error: Record<string, unknown>) =>
  reportedFailure({ error: { code: 403, ...error } }, 'openrouter', 403);

describe("OpenRouter's 403", () => {
  it.each([
    { message: 'x is flagged', metadata: { reasons: ['violence'], flagged_input: 'secret words' } },
    { message: 'secret words', metadata: { error_type: 'content_policy_violation' } },
    { message: 'Your input was flagged: secret words' },
    { message: 'Request blocked: prompt injection patterns detected in "secret words"' },
  ])('is about what was said, which is not repeated: $message', (error) => {
    const { category, message } = failureOf(error);
    expect(category).toBe('invalid-request');
    expect(message).not.toContain('secret');
  });

  it('is about what the key may spend', () => {
    const error = {
      message:
        'Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys',
    };
    expect(failureOf(error)).toMatchObject({ category: 'quota', statusCode: 403 });
  });

  it('is about the key where it says nothing else', () => {
    expect(failureOf({ message: 'Forbidden' }).category).toBe('authorization');
  });
});
