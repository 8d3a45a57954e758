/** A placeholder, or a brace that is none. */
const BRACED = /\{([\w-]{1,64})\}|[{}]/gu;
/** Scheme, host and port: what is asked, whatever the arguments are. */
const AUTHORITY = /^https?:\/\/[^/?#\s{}@\\]+(?=[/?#]|$)/iu;
/** What a URL takes for a step to where it is or up, however it is written. */
const STEP = /^(?:\.|%2e){1,2}$/iu;

/** Where arguments go, or why they can go nowhere: in words for the model. */
export type ExpandedUrl =
  | { readonly url: string; readonly problem?: undefined }
  | { readonly url?: undefined; readonly problem: string };

/** Names in the path, which cannot do without them, and in the query. */
export type Placeholders = {
  readonly path: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
};

/** @returns why `template` is no URL with placeholders in its path and query alone; undefined when it is one. */
export function problemOfTemplate(template: string): string | undefined {
  const [authority] = AUTHORITY.exec(template) ?? [];
  if (authority === undefined) {
    return 'must start with http:// or https:// and a host without placeholders, user or password';
  }
  if (template.includes('#')) return 'has a fragment, which no server is sent';
  for (const [whole, name] of template.matchAll(BRACED)) {
    if (name === undefined)
      return `has a ${whole} that belongs to no placeholder such as {order_id}`;
  }
  const filled = template.replaceAll(BRACED, 'x');
  return URL.canParse(filled) ? undefined : 'is no URL';
}

/** Of a template that is one. */
export function placeholdersOf(template: string): Placeholders {
  const [path, query] = halvesOf(template);
  return { path: namesIn(path), query: namesIn(query) };
}

/**
 * `template` with arguments in their places, percent-encoded: none can lead to another host, add a segment or parameter, or
 * leave its own segment. A parameter of the query whose argument is absent is left out.
 */
export function expandUrl(template: string, given: Readonly<Record<string, unknown>>): ExpandedUrl {
  const [path, query] = halvesOf(template);
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    for (const name of namesIn(segment)) {
      if (textOf(given, name) === '') return { problem: `${name} must not be empty.` };
    }
    const filled = fill(segment, given);
    if (filled !== segment && STEP.test(filled)) {
      return { problem: `${[...namesIn(segment)].join(', ')} must not be ${filled}.` };
    }
    segments.push(filled);
  }
  const parameters = query
    .split('&')
    .filter((one) => [...namesIn(one)].every((name) => isGiven(given, name)))
    .map((one) => fill(one, given));
  const asked = parameters.join('&');
  return { url: segments.join('/') + (asked === '' ? '' : `?${asked}`) };
}

function halvesOf(template: string): [path: string, query: string] {
  const at = template.indexOf('?');
  return at < 0 ? [template, ''] : [template.slice(0, at), template.slice(at + 1)];
}

function namesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(BRACED)].flatMap(([, name]) => name ?? []));
}

function fill(text: string, given: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(BRACED, (_whole, name: string) =>
    encodeURIComponent(textOf(given, name).toWellFormed()),
  );
}

function isGiven(given: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(given, name) && given[name] !== null && given[name] !== undefined;
}

/** A list as its items with commas between, an object as JSON; what is absent as nothing. */
function textOf(given: Readonly<Record<string, unknown>>, name: string): string {
  if (!isGiven(given, name)) return '';
  const value = given[name];
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join();
  return JSON.stringify(value);
}
