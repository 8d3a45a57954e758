/** One caption: the words of one turn, and what the bot said to them. */
export type Caption = {
  readonly heard: readonly { readonly name: string; readonly text: string }[];
  readonly answer?: string;
};

const LINE = /^\*\*(.+?):\*\* (.*)$/u;

/** Reads a message in which the bot mirrors a turn; undefined when it is about something else. */
export function readCaption(content: string, people: readonly string[]): Caption | undefined {
  const lines = content.split('\n').map((line) => LINE.exec(line));
  const heard: { name: string; text: string }[] = [];
  let answer: string | undefined;
  for (const line of lines) {
    if (line === null) return undefined;
    const [, name = '', text = ''] = line;
    if (people.includes(name)) heard.push({ name, text });
    else answer = text;
  }
  return answer === undefined ? { heard } : { heard, answer };
}

/** Whether `name` was heard and answered. */
export function isAnswerTo(name: string, { heard, answer }: Caption): boolean {
  return answer !== undefined && heard.some((words) => words.name === name);
}
