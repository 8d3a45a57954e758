import { piecesOf } from '../../text';

const WORD = /[\p{L}\p{N}]+/gu;
/** Shorter ones without a digit are in most sentences. */
const TELLING_LETTERS = 4;

/**
 * Whether what came of a call was heard: the sentence that carries it was heard to its end.
 *
 * That is the first one after the result that shares a telling word or a number with it; where none does (it is told in
 * other words, or another language) all that was said after it.
 * @param reply All that was said in the turn. @param from Where in it the model had the result.
 * @param heard What was heard of the reply.
 */
export function isResultHeard(reply: string, from: number, heard: string, result: string): boolean {
  const told = tellingWords(result);
  let end = reply.length;
  let at = from;
  for (const { shown } of piecesOf(reply.slice(from))) {
    at += shown.length;
    if (![...tellingWords(shown)].some((word) => told.has(word))) continue;
    end = at;
    break;
  }
  const isSilent = lengthOf(reply.slice(from)) === 0;
  return !isSilent && lengthOf(heard) >= lengthOf(reply.slice(0, end));
}

/** White space tells nothing: what was heard is put together of sentences. */
function lengthOf(text: string): number {
  return text.replace(/\s/gu, '').length;
}

function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().match(WORD) ?? [];
  return new Set(words.filter((word) => word.length >= TELLING_LETTERS || /\p{N}/u.test(word)));
}
