/** A full stop, and what stands around it. */
export type Stop = {
  /** The word before it, with the stops inside it: `p.m`, `3.14`, `Smith`. */
  readonly word: string;
  /** What comes before the word. */
  readonly before: string;
  /** What comes after the white space; may be cut off anywhere. */
  readonly after: string;
};

const words = (list: string) => new Set(list.split(' '));

/** Always followed by what they belong to. */
const TITLES = words(
  'mr mrs ms dr prof rev gen col sgt capt lt cmdr adm maj gov sen rep supt hon messrs mt mts vs cf approx mme mmes mlle sra srta ' +
    'dra dña ud uds dott avv sig bzw ca evtl ggf inkl vgl bspw dhr mevr bijv ul ул им пл просп тов гр вул np tzw tzn např tzv',
);

/** An abbreviation before a number, a word of its own elsewhere: "No. 5", but "No. I cannot." */
const BEFORE_NUMBER = words(
  'no nos nr vol fig figs sec art abs kap ziff bd pág pag núm гл рис стр ст jan feb mar apr jun jul aug sep sept oct nov dec',
);

/** Names that end in a mark: "Yahoo! Finance". */
const NAMES_WITH_MARK = words(
  'yahoo jeopardy joomla wham kahoot yum oklahoma airplane shazam panic guess mia rouge dolly bros',
);

/** The same, but so common as words that no sentence waits for what follows them. */
const SELDOM_BEFORE_NUMBER = words('pop tab ch chap eq eqs ref refs para pp pt');

/** An abbreviation after a number: "5 ft. 3 in." */
const UNITS = words('ft in lb lbs oz yd mi km cm mm kg hr hrs min mins sec secs');

/** May end a sentence: they do when a capital follows. */
const LATIN = words(
  'etc inc ltd co corp al am pm usw mio mrd bros llc plc gmbh esq тыс млн млрд руб κ.λπ κλπ stb itd itp vb',
);
const NEVER_LAST = words(
  'e.g i.e u.s u.k z.b d.h u.a a.k.a f.k.a n.k.a d.b.a p.s n.b t.ex bl.a f.eks п.с т.е т.н π.χ δηλ',
);

/** Parts of a name or an address, so that a capital says nothing: only a word that begins sentences does. */
const PARTS_OF_NAMES = words('jr sr st ste ft ave rd blvd ln hwy pkwy dept est univ');

/** A letter after one of these is no initial: "vitamin C. Eat it." */
const LABELLED = words(
  'vitamin plan option grade class type group hepatitis section exhibit letter answer team point category gate terminal size level',
);

/** No name begins with one of these. */
const STARTERS = words(
  'it this that these those he she we they you i the a an and but so if in there here what when where why how who ' +
    'do does is are can could would please yes no my your his her our its their then now also for as at on to with ' +
    "let it's that's i'm you're he's she's we're they're let's der die das es er sie wir ich und aber",
);

const GERMAN_MONTHS =
  'januar jänner februar märz april mai juni juli august september oktober november dezember'.split(
    ' ',
  );

/** "der 3. Versuch": a German number with a stop is an ordinal. */
const BEFORE_ORDINAL = /(?:^|\s)(?:der|den|dem|des|vom|zum|im|beim|ins)\s*$/iu;

/** Whether the full stop ends a sentence. False also while that cannot be told from what has arrived. */
export function endsSentence(stop: Stop): boolean {
  const { word, after } = stop;
  const lower = word.toLowerCase();
  if (TITLES.has(lower)) return false;
  if (/^\d+$/u.test(word)) return endsWithNumber(stop);
  if (/^\p{L}$/u.test(word)) return endsWithLetter(stop);
  if (UNITS.has(lower) && /\d\s*$/u.test(stop.before)) return startsNew(after) && !isNumber(after);
  if (SELDOM_BEFORE_NUMBER.has(lower)) return after !== '' && !isNumber(after);
  if (BEFORE_NUMBER.has(lower)) return after !== '' && !isNumber(after);
  if (PARTS_OF_NAMES.has(lower)) return startsWithStarter(after);
  if (/^(?:\p{Lu}\.)+\p{Lu}$/u.test(word) || NEVER_LAST.has(lower)) return false;
  if (LATIN.has(lower) || /^\p{L}+(?:\.\p{L}+)+$/u.test(word)) return startsNew(after);
  return true;
}

/**
 * Whether the mark at the end of `text` is that of a name, which goes on in `after`: another capital follows, and none
 * that begins a sentence. True also while that cannot be told from what has arrived.
 */
export function mayBeMarkOfName(text: string, after: string): boolean {
  const name = /(?<![\p{L}\p{N}])(?<name>\p{Lu}\p{L}*)[!?]$/u.exec(text)?.groups?.['name'] ?? '';
  return NAMES_WITH_MARK.has(name.toLowerCase()) && !startsWithStarter(after);
}

/** Whether a stop behind `word` may be that of an abbreviation, whatever comes after it. */
export function mayBeAbbreviation(word: string): boolean {
  const lower = word.toLowerCase();
  return [TITLES, BEFORE_NUMBER, UNITS, LATIN, PARTS_OF_NAMES].some((list) => list.has(lower));
}

/** Whether `after` begins as a sentence does. */
export function startsNew(after: string): boolean {
  return after !== '' && !/^\p{Ll}/u.test(after);
}

function endsWithNumber({ before, after }: Stop): boolean {
  return startsNew(after) && !BEFORE_ORDINAL.test(before) && !mayBeGermanMonth(after);
}

function mayBeGermanMonth(after: string): boolean {
  const first = /^\p{L}*/u.exec(after)?.[0].toLowerCase() ?? '';
  return GERMAN_MONTHS.some((month) =>
    isCutOff(after) ? month.startsWith(first) : month === first,
  );
}

/** Initials ("J. R. Hartley"), abbreviations in letters ("z. B."), or the name of something ("vitamin C"). */
function endsWithLetter({ word, before, after }: Stop): boolean {
  if (word === 'I') return true;
  // "г. Москва", but "в 1990 г. Потом".
  if (/^[гдкпо]$/u.test(word) && !/\d\s*$/u.test(before)) return false;
  if (/(?:^|\s)\p{L}\.\s*$/u.test(before) || /^\p{L}\./u.test(after)) return false;
  if (/^\p{Ll}$/u.test(word)) {
    return startsNew(after) && !isCutOff(after) && !isNumber(after);
  }
  const label = /(?<label>\p{L}+)\s*$/u.exec(before)?.groups?.['label'] ?? '';
  return LABELLED.has(label.toLowerCase())
    ? startsNew(after) && !isCutOff(after)
    : startsWithStarter(after);
}

function startsWithStarter(after: string): boolean {
  const first = /^[\p{L}'’]+/u.exec(after)?.[0] ?? '';
  if (!/^\p{Lu}/u.test(first) || isCutOff(after)) return false;
  return STARTERS.has(first.replaceAll('’', "'").toLowerCase());
}

function isNumber(after: string): boolean {
  return /^[#(]?\d/u.test(after);
}

/** Whether more may still come to the first word of `after`. */
function isCutOff(after: string): boolean {
  return /^[\p{L}\p{N}'’]*$/u.test(after);
}
