/** An object of Discord's API as it goes over the wire. */
export type Json = Record<string, unknown>;

/** Reads a client's message; undefined for what is no JSON object. */
export function readJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member `name` of a message when it is a string, else ''. */
export function textOf(message: Json | undefined, name: string): string {
  const value = message?.[name];
  return typeof value === 'string' ? value : '';
}

/** The member `name` of a message when it is a number, else 0. */
export function numberOf(message: Json | undefined, name: string): number {
  const value = message?.[name];
  return typeof value === 'number' ? value : 0;
}

export function jsonOf(message: Json | undefined, name: string): Json | undefined {
  const value = message?.[name];
  return isJson(value) ? value : undefined;
}
