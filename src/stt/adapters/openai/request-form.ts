/** How a transcript is asked for: what servers of this kind do not all know. */
export type RequestForm = {
  readonly format: 'verbose_json' | 'json' | 'text';
  readonly isStreamed: boolean;
  readonly hasTemperature: boolean;
};

/** What says that a request is refused for its form: others would be refused in any form. */
const FORM_STATUSES: ReadonlySet<number> = new Set([400, 415, 422, 501]);

/** Of a refusal; it says which field it is about. */
const READ_CHARACTERS = 4000;

/**
 * The first form in which a server is asked for `model`. OpenAI's newer models know no verbose_json; Whisper's have
 * their confidence only there.
 */
export function firstForm(model: string, isStreamed: boolean): RequestForm {
  const isNewer = /(^|\/)gpt-/u.test(model);
  return { format: isNewer ? 'json' : 'verbose_json', isStreamed, hasTemperature: true };
}

/**
 * The form to ask in after `response` refused `form`, if any: without the field that its words name, else in the next
 * simpler format. Reads a part of the body.
 */
export async function simplerForm(
  form: RequestForm,
  response: Response,
): Promise<RequestForm | undefined> {
  const why = await beginOf(response);
  if (!FORM_STATUSES.has(response.status)) return undefined;
  if (form.isStreamed && /\bstream/iu.test(why)) return { ...form, isStreamed: false };
  if (form.hasTemperature && /temperature/iu.test(why)) return { ...form, hasTemperature: false };
  if (form.format === 'verbose_json') return { ...form, format: 'json' };
  // The least that there is.
  if (form.format === 'json') return { format: 'text', isStreamed: false, hasTemperature: false };
  return undefined;
}

async function beginOf(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= READ_CHARACTERS) break;
    }
  } catch {
    // A refusal whose words break off is a refusal all the same.
  }
  return text.slice(0, READ_CHARACTERS);
}
