/**
 * The first character of `response` that is not blank, and a response that still has its whole body.
 *
 * What a server says it sends (Content-Type) and what it sends are two things. Empty when the body is blank.
 * Cancelling the body that comes back closes the connection.
 */
export async function sniffBody(
  response: Response,
): Promise<{ first: string; response: Response }> {
  if (response.body === null) return { first: '', response };
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  const seen: Uint8Array[] = [];
  let first = '';
  while (first === '') {
    const step = await reader.read();
    if (step.done) break;
    seen.push(step.value);
    first = decoder.decode(step.value, { stream: true }).trimStart().slice(0, 1);
  }
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const waiting = seen.shift();
      if (waiting !== undefined) return controller.enqueue(waiting);
      const step = await reader.read();
      if (step.done) controller.close();
      else controller.enqueue(step.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { first, response: new Response(body, { headers: response.headers }) };
}
