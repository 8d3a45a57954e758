import { CodeMarks } from './code-marks';
import { type Marker, MARKER_START, markerAt, reasoningMarks } from './markers';
import { Omission, type OmissionKind } from './omission';
import { prologueOf } from './prologues';
import { answerIn, beginsItself } from './reasoning';
import { channelAt, MODEL_AGAIN, NEVER, roleAt } from './template';

/** A word and a space before a mark: the sentence goes on with it, and speaks of it. */
const IN_SENTENCE = /[\p{L}\p{N},]\s+["'“‘«(]?$|["'“‘«(]$/u;
const REMEMBERED_CHARACTERS = 40;

/**
 * Leaves out of a model's text what is not content: its reasoning, the tokens of its chat template, calls of tools.
 *
 * Feed it the text as it comes with `push`, end it with `end`: both give what is content, at once unless it may be the
 * beginning of a mark. The same content comes out however the text is cut. In code, and where a sentence speaks of
 * them, marks are content. White space at the beginning is none.
 *
 * The opening of some models' reasoning is in their prompt, so that only its end is in the reply: nothing tells its
 * beginning from an answer. What was given out stays, what was not is left out. A caller who knows the model
 * (`beganInReasoning` of its last reply) says so, and nothing is given before the end of the reasoning came; all is,
 * when it never comes.
 */
export class ContentFilter {
  #held = '';
  #omission: Omission | undefined;
  #out = '';
  #hasGiven = false;
  #hasWords = false;
  #hasReasoned = false;
  #beganInReasoning = false;
  #isStart = true;
  #openStrikes = 0;
  #openWrappers = 0;
  /** The opening of a reasoning was spoken of, and so is its end. */
  #isEndMentioned = false;
  /** The last characters of the content. */
  #before = '';
  /** White space that is content only before more of it; undefined while all is. */
  #space: string | undefined = '';
  readonly #code = new CodeMarks();

  constructor(options: { readonly beginsInReasoning?: boolean } = {}) {
    if (options.beginsInReasoning === true) this.#omit('', { ...reasoningMarks, isCertain: false });
  }

  /** Whether the end of a reasoning came that nothing in the text had begun. */
  get beganInReasoning(): boolean {
    return this.#beganInReasoning;
  }

  /** Whether there was nothing but reasoning. */
  get isOnlyReasoning(): boolean {
    return this.#hasReasoned && !this.#hasWords;
  }

  push(text: string): string {
    return this.#read(text, false);
  }

  end(): string {
    return this.#read('', true);
  }

  #read(text: string, isEnd: boolean): string {
    this.#held += text;
    while (this.#step(isEnd));
    const out = this.#out;
    this.#out = '';
    this.#hasGiven ||= out.trim() !== '';
    return out;
  }

  /** Settles what comes next; false when that takes more text. */
  #step(isEnd: boolean): boolean {
    if (this.#omission !== undefined) return this.#omitMore(this.#omission, isEnd);
    if (this.#held === '') return false;
    if (this.#isStart) return this.#begin(isEnd);
    const at = this.#held.search(MARKER_START);
    if (at !== 0) {
      this.#give(at === -1 ? this.#held.length : at);
      return true;
    }
    const marker = markerAt(this.#held, 0, isEnd);
    if (marker === 'open') return false;
    if (marker === undefined) {
      this.#give(1);
      return true;
    }
    const isCode = this.#isCode(marker, isEnd);
    if (isCode === undefined) return false;
    if (!isCode) return this.#leaveOut(marker, isEnd);
    this.#give(marker.end);
    return true;
  }

  #begin(isEnd: boolean): boolean {
    const space = /^\s*/u.exec(this.#held)?.[0].length ?? 0;
    this.#space += this.#cut(space);
    if (this.#held === '') return false;
    const prologue = prologueOf(this.#held, isEnd);
    if (prologue === 'open') return false;
    this.#isStart = false;
    if (prologue !== undefined) this.#omit(this.#cut(prologue.end), prologue);
    return true;
  }

  /** Whether `marker` is an example in code; undefined while that cannot be told. */
  #isCode({ kind, end }: Marker, isEnd: boolean): boolean | undefined {
    const after = this.#held.slice(end);
    if (this.#code.isInFence) {
      if (kind !== 'end-token' && kind !== 'strike-end') return true;
      // The model stopped before it had closed the block.
      if (after.trim() !== '') return true;
      return isEnd ? false : undefined;
    }
    const open = this.#code.openBackticks;
    if (open === 0) return false;
    const [line = '', ...more] = after.split('\n');
    const isCutOff = !isEnd && more.length === 0;
    const closes = ({ index, 0: run }: RegExpExecArray) =>
      run.length === open && !(isCutOff && index + run.length === line.length);
    if ([...line.matchAll(/`+/gu)].some(closes)) return true;
    return isCutOff ? undefined : false;
  }

  #leaveOut({ kind, end, closer }: Marker, isEnd: boolean): boolean {
    const isProse = IN_SENTENCE.test(this.#before);
    switch (kind) {
      case 'reasoning':
        this.#hasReasoned = true;
        return this.#omit(this.#cut(end), {
          ...reasoningMarks,
          ...(closer && { closer }),
          isCertain: !isProse,
          mayBeMention: isProse,
        });
      case 'reasoning-end':
        if (!this.#isEndMentioned) return this.#endUnbegun(end, isProse, isEnd);
        this.#isEndMentioned = false;
        this.#give(end);
        return true;
      case 'block':
        return this.#omit(this.#cut(end), {
          closer: closer ?? NEVER,
          isCertain: !isProse,
          mayBeMention: isProse,
        });
      case 'role':
        return this.#readRole(end, isEnd);
      case 'foreign':
        return this.#foreign(end);
      case 'channel':
        return this.#readChannel(end, isEnd);
      case 'assistant':
        return this.#skip(end);
      case 'strike':
        if (!this.#hasWords) return this.#skip(end);
        this.#openStrikes += 1;
        this.#give(end);
        return true;
      case 'strike-end':
        if (this.#openStrikes === 0) return this.#skip(end);
        this.#openStrikes -= 1;
        this.#give(end);
        return true;
      case 'wrapper':
        return this.#unwrap(end);
      case 'token':
      case 'end-token':
        this.#cut(end);
        return true;
    }
  }

  #unwrap(end: number): boolean {
    const isClosing = /^(?:<|&lt;)\s?\//u.test(this.#held);
    const isAround = isClosing ? this.#openWrappers > 0 : !this.#hasWords;
    if (!isAround) {
      this.#give(end);
      return true;
    }
    this.#openWrappers += isClosing ? -1 : 1;
    return this.#skip(end);
  }

  #endUnbegun(end: number, isProse: boolean, isEnd: boolean): boolean {
    if (isProse) {
      const after = this.#held.slice(end);
      if (/^[^\S\n]*$/u.test(after) && !isEnd) return false;
      if (/^(?:[^\S\n]+\S|[^\s\p{L}])/u.test(after)) {
        this.#give(end);
        return true;
      }
    }
    if (!this.#hasReasoned) {
      this.#beganInReasoning = true;
      this.#hasReasoned = true;
      if (!this.#hasGiven) {
        this.#out = '';
        this.#before = '';
        this.#hasWords = false;
      }
    }
    return this.#skip(end);
  }

  #readRole(end: number, isEnd: boolean): boolean {
    const role = roleAt(this.#held.slice(end), isEnd);
    if (role === 'open') return false;
    if (role.isOther) return this.#foreign(end + role.end);
    return this.#skip(end + role.end);
  }

  #readChannel(end: number, isEnd: boolean): boolean {
    const channel = channelAt(this.#held.slice(end), isEnd);
    if (channel === 'open') return false;
    if (channel.closer === undefined) return this.#skip(end + channel.end);
    this.#hasReasoned = true;
    return this.#omit(this.#cut(end + channel.end), {
      closer: channel.closer,
      keepsCloser: true,
      isCertain: true,
    });
  }

  /** Somebody else's words. After the model's own it plays a conversation: what follows is none of its answer. */
  #foreign(end: number): boolean {
    const closer = this.#hasWords ? NEVER : MODEL_AGAIN;
    return this.#omit(this.#cut(end), { closer, keepsCloser: true, isCertain: true });
  }

  #omit(opening: string, kind: OmissionKind): true {
    this.#omission = new Omission(opening, kind);
    return true;
  }

  #omitMore(omission: Omission, isEnd: boolean): boolean {
    const isPresumed = omission.opening === '';
    const rest = omission.push(this.#cut(this.#held.length), isEnd);
    if (isPresumed && beginsItself(omission.text)) {
      this.#omission = undefined;
      this.#held = omission.text;
      return true;
    }
    if (rest === undefined && !isEnd) return false;
    this.#omission = undefined;
    const isContent = rest === undefined ? !omission.kind.isCertain : omission.isMention;
    this.#isEndMentioned = isContent && rest !== undefined && omission.kind.opener !== undefined;
    if (isContent) {
      this.#held = omission.opening;
      this.#isStart = false;
      this.#give(this.#held.length);
      this.#held = omission.text;
      return true;
    }
    this.#held = rest ?? answerIn(omission);
    this.#isStart = false;
    if (isPresumed) {
      this.#beganInReasoning = true;
      this.#hasReasoned = true;
    }
    this.#space ??= '';
    return true;
  }

  /** Leaves the next `end` characters out, and the white space after them where there is some before. */
  #skip(end: number): true {
    this.#cut(end);
    this.#space ??= '';
    return true;
  }

  #give(end: number): void {
    let text = this.#cut(end);
    if (this.#space !== undefined) {
      this.#space += /^\s*/u.exec(text)?.[0] ?? '';
      text = text.trimStart();
      if (text === '') return;
      if (!this.#hasWords) text = `${indentOf(this.#space)}${text}`;
      else if (!/\s$/u.test(this.#before)) text = `${this.#space}${text}`;
      this.#space = undefined;
    }
    this.#code.read(text);
    this.#out += text;
    this.#hasWords ||= text.trim() !== '';
    this.#before = (this.#before + text).slice(-REMEMBERED_CHARACTERS);
  }

  #cut(end: number): string {
    const text = this.#held.slice(0, end);
    this.#held = this.#held.slice(end);
    return text;
  }
}

/** Of white space before the first word, what makes code of it. */
function indentOf(space: string): string {
  return /(?: {4}|\t)[ \t]*$/u.exec(space)?.[0] ?? '';
}
