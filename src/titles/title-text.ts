const MAX_WORDS = 8;
/** Of the column. */
const MAX_LENGTH = 200;

/** What models put around a title though they are asked not to: quotes, marks of Markdown, a label, a full stop. */
const LABEL = /^(?:title|titel|titre|título)\s*:\s*/iu;
const EDGES = /^[\s"'“”„«»`*_#-]+|[\s"'“”„«»`*_.:;,-]+$/gu;

/** A title as a model gave it: its first line, without what is around it, at most eight words. Undefined: there is none. */
export function titleIn(reply: string): string | undefined {
  const line = reply.split(/\r?\n/u).find((each) => each.replace(EDGES, '') !== '') ?? '';
  const bare = line.replace(EDGES, '').replace(LABEL, '').replace(EDGES, '');
  const words = bare.split(/\s+/u).slice(0, MAX_WORDS).join(' ');
  const title = words.slice(0, MAX_LENGTH).replace(EDGES, '');
  return title === '' ? undefined : title;
}
