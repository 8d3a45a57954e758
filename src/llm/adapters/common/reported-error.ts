import { isFilled, isObject, toObject, toText } from './json';

/** What a server says of its own failure, wherever it put it. */
export type ReportedDetails = {
  readonly status?: number;
  readonly code?: string;
  readonly type?: string;
  readonly message?: string;
};

/** Whether a value of an answer under HTTP 200 is an error: as its `error`, or as a whole (vLLM, gateways). */
export function isReportedError(value: unknown): boolean {
  const body = toObject(Array.isArray(value) ? value[0] : value);
  if (isFilled(body['error']) || body['object'] === 'error' || body['type'] === 'error')
    return true;
  const isAnswer = ['choices', 'done', 'delta', 'content'].some((key) => key in body);
  const { status, message } = detailsOf(body);
  const hasFailed = status !== undefined || body['success'] === false || 'detail' in body;
  return !isAnswer && hasFailed && message !== undefined;
}

/** Whether a value has words for people, of whatever kind. */
export function hasMessage(value: unknown): boolean {
  return detailsOf(value).message !== undefined;
}

/**
 * Status, code, type and words of an error body: OpenAI's and Anthropic's `error`, its text alone, vLLM's and FastAPI's
 * without one, a list of one (Gemini), a text, a page (its title).
 */
export function detailsOf(reported: unknown): ReportedDetails {
  const body = Array.isArray(reported) ? (reported[0] as unknown) : reported;
  if (typeof body === 'string') return defined({ message: plainWords(body) });
  const outer = toObject(body);
  const inner = toObject(outer['error']);
  const codes = [inner['code'], inner['status'], outer['code'], outer['status']];
  const status = codes.map(Number).find((code) => code >= 400 && code < 600);
  const code = codes.find((value) => typeof value === 'string' && !/^\d*$/u.test(value));
  const type = [inner['type'], outer['type']].find((value) => toText(value) && value !== 'error');
  return defined({
    status,
    code: code as string | undefined,
    type: type as string | undefined,
    message: wordsOf(inner) ?? toText(outer['error']) ?? wordsOf(outer),
  });
}

function wordsOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const { message, detail, msg, reason, title } = body;
  for (const words of [message, detail, msg, reason, title, body['error_description']]) {
    const text = toText(words) ?? validationWords(words);
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * FastAPI's list of what is wrong, without `input`, which repeats what was sent.
 * @see https://docs.pydantic.dev/latest/errors/errors/
 */
function validationWords(detail: unknown): string | undefined {
  if (isObject(detail)) return wordsOf(detail);
  if (!Array.isArray(detail)) return undefined;
  const lines = detail.map((item: unknown) => {
    const { loc, msg } = toObject(item);
    const place = Array.isArray(loc) ? loc.filter((step) => step !== 'body').join('.') : '';
    return [place, toText(msg) ?? toText(item)].filter(Boolean).join(': ');
  });
  return toText(lines.filter(Boolean).join('; '));
}

function plainWords(text: string): string | undefined {
  if (!/^\s*<(!doctype|html|\?xml|head|body)/iu.test(text)) return toText(text)?.trim();
  return toText(/<title[^>]*>([^<]*)/iu.exec(text)?.[1])?.trim() ?? 'a web page';
}

function defined(details: { [Key in keyof ReportedDetails]: ReportedDetails[Key] | undefined }) {
  return Object.fromEntries(
    Object.entries(details).filter(([, value]) => value !== undefined),
  ) as ReportedDetails;
}
