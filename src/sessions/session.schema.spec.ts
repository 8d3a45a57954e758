import { MessageEntity } from '@vox/database';

import { toMessageJson } from './session.schema';

describe(toMessageJson.name, () => {
  it("shows an apology beside the model's own words", () => {
    const message = Object.assign(new MessageEntity(), {
      id: '7',
      role: 'assistant',
      content: 'It is the',
      apology: "I'm sorry.",
      outcome: 'failed',
      spokenAt: new Date(0),
      ttftMs: 40,
      ttfbMs: null,
    });
    expect(toMessageJson({ message, cursor: { atUs: '1', id: '7' } })).toMatchObject({
      content: 'It is the',
      apology: "I'm sorry.",
      outcome: 'failed',
    });
  });
});
