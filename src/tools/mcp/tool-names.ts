import { createHash } from 'node:crypto';

/** What every provider takes, OpenAI and Anthropic the strictest: letters, digits, `_` and `-`. */
const MAX_CHARACTERS = 64;
const MARK_CHARACTERS = 6;

/**
 * What models call the tools of a server, by the server's own names: `server__tool`. A name that no model takes, or two that
 * would become one, get a mark made of the server's name of it, so that each stays what it is whatever else is listed.
 */
export function modelNames(server: string, tools: readonly string[]): ReadonlyMap<string, string> {
  const plain = tools.map((tool) => `${server}__${tool.replaceAll(/[^a-zA-Z0-9_-]/gu, '_')}`);
  const isTaken = (name: string) => plain.filter((other) => other === name).length > 1;
  return new Map(
    tools.map((tool, at) => {
      const name = plain[at] ?? '';
      const isFit = name === `${server}__${tool}` && name.length <= MAX_CHARACTERS;
      if (isFit || (!isTaken(name) && name.length <= MAX_CHARACTERS)) return [tool, name];
      const mark = createHash('sha256').update(tool).digest('hex').slice(0, MARK_CHARACTERS);
      return [tool, `${name.slice(0, MAX_CHARACTERS - MARK_CHARACTERS - 1)}_${mark}`];
    }),
  );
}

/** `server__*` of an agent's tools: all that the server has. Undefined for the name of one tool. */
export function serverOfAll(name: string): string | undefined {
  return name.endsWith('__*') ? name.slice(0, -'__*'.length) : undefined;
}
