/** What a fake answers: always the same, one after another, or whatever a function makes of the request. */
export type Script<Request, Answer> = Answer | readonly Answer[] | ((request: Request) => Answer);

/** Reads `script` call by call. A list that is used up throws: the test asked more than it planned. */
export function scriptReader<Request, Answer extends string | object>(
  script: Script<Request, Answer>,
): (request: Request) => Answer {
  let calls = 0;
  return (request) => {
    if (typeof script === 'function') return script(request) as Answer;
    if (!Array.isArray(script)) return script as Answer;
    const answer = script[calls++] as Answer | undefined;
    if (answer === undefined) throw new Error(`the script has no answer for call ${calls}`);
    return answer;
  };
}
