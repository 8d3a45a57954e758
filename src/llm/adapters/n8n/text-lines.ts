/** The body's text as it comes, characters never cut: UTF-8, a byte order mark dropped. */
export async function* decodedText(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Lines without their ends, empty ones included; the last one also when nothing ends it. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let line = '';
  for await (const piece of text) {
    const lines = (line + piece).split('\n');
    line = lines.pop() ?? '';
    for (const whole of lines) yield whole.replace(/\r$/u, '');
  }
  if (line !== '') yield line;
}
