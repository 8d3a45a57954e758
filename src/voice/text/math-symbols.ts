const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega';
const FUNCTIONS =
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp det dim ker gcd max min sup inf arg deg hom Pr';

const same = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, name]));
const variants = (names: string) =>
  Object.fromEntries(names.split(' ').map((name) => [`var${name}`, name]));
const capitals = Object.fromEntries(
  GREEK.split(' ').map((name) => [
    `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    `capital ${name}`,
  ]),
);

/** What a command of LaTeX is called. */
export const SYMBOLS: Readonly<Record<string, string>> = {
  ...same(`${GREEK} ${FUNCTIONS}`),
  ...variants('epsilon theta pi rho sigma phi kappa'),
  ...capitals,
  max: 'maximum',
  min: 'minimum',
  deg: 'degree',
  exp: 'exp',
  times: 'times',
  cdot: 'times',
  ast: 'times',
  div: 'divided by',
  pm: 'plus or minus',
  mp: 'minus or plus',
  leq: 'less than or equal to',
  le: 'less than or equal to',
  leqslant: 'less than or equal to',
  geq: 'greater than or equal to',
  ge: 'greater than or equal to',
  geqslant: 'greater than or equal to',
  lt: 'less than',
  gt: 'greater than',
  ll: 'much less than',
  gg: 'much greater than',
  neq: 'not equal to',
  ne: 'not equal to',
  approx: 'approximately',
  sim: 'similar to',
  simeq: 'approximately',
  cong: 'congruent to',
  equiv: 'equivalent to',
  propto: 'proportional to',
  to: 'to',
  rightarrow: 'to',
  longrightarrow: 'to',
  mapsto: 'maps to',
  leftarrow: 'from',
  leftrightarrow: 'to and from',
  Rightarrow: 'implies',
  implies: 'implies',
  Longrightarrow: 'implies',
  iff: 'if and only if',
  Leftrightarrow: 'if and only if',
  infty: 'infinity',
  partial: 'partial',
  nabla: 'nabla',
  in: 'in',
  notin: 'not in',
  ni: 'contains',
  subset: 'subset of',
  subseteq: 'subset of or equal to',
  supset: 'superset of',
  cup: 'union',
  cap: 'intersection',
  setminus: 'without',
  emptyset: 'the empty set',
  varnothing: 'the empty set',
  forall: 'for all',
  exists: 'there exists',
  land: 'and',
  wedge: 'and',
  lor: 'or',
  vee: 'or',
  neg: 'not',
  lnot: 'not',
  therefore: 'therefore',
  because: 'because',
  mid: 'given',
  parallel: 'parallel to',
  perp: 'perpendicular to',
  angle: 'angle',
  triangle: 'triangle',
  circ: 'degrees',
  degree: 'degrees',
  prime: 'prime',
  ell: 'l',
  hbar: 'h bar',
  Re: 'real part of',
  Im: 'imaginary part of',
  ldots: 'and so on',
  dots: 'and so on',
  cdots: 'and so on',
  vdots: 'and so on',
  ddots: 'and so on',
  sum: 'sum',
  prod: 'product',
  int: 'integral',
  iint: 'double integral',
  oint: 'contour integral',
  lim: 'limit',
  bmod: 'mod',
  mod: 'mod',
  pmod: 'mod',
  colon: ':',
  star: 'star',
  bullet: 'times',
  oplus: 'plus',
  otimes: 'times',
};

/** Written before what it is of, with its bounds below and above: "sum from i = 1 to n of". */
export const BOUNDED = new Set([
  'sum',
  'prod',
  'int',
  'iint',
  'oint',
  'lim',
  'max',
  'min',
  'sup',
  'inf',
  'bigcup',
  'bigcap',
]);

/** They change how something looks, or where it stands. */
export const LOOKS = new Set(
  (
    'left right big Big bigg Bigg bigl bigr Bigl Bigr middle displaystyle textstyle scriptstyle limits nolimits quad qquad ' +
    'hline cline toprule midrule bottomrule noindent nonumber notag centering hfill newline par phantom hspace vspace medskip ' +
    'bigskip smallskip lVert rVert lvert rvert Vert vert langle rangle lfloor rfloor lceil rceil'
  ).split(' '),
);

/** Their argument is said as it is. */
export const WRAPPERS = new Set(
  (
    'text textbf textit textrm texttt textsf textsc textnormal emph underline mathrm mathbf mathit mathsf mathtt mathcal mathbb ' +
    'mathfrak mathscr boldsymbol bm operatorname mbox hbox boxed fbox overbrace underbrace ce pu mathop mathbin mathrel cancel ' +
    'bcancel widehat overleftarrow'
  ).split(' '),
);

/** Said behind their argument. */
export const ACCENTS: Readonly<Record<string, string>> = {
  overline: 'bar',
  bar: 'bar',
  hat: 'hat',
  tilde: 'tilde',
  widetilde: 'tilde',
  dot: 'dot',
  ddot: 'double dot',
};

/** Their argument is not said. */
export const SILENT = new Set([
  'label',
  'tag',
  'color',
  'textcolor',
  'ref',
  'eqref',
  'cite',
  'vphantom',
  'hphantom',
  'begin',
  'end',
]);

/** Commands that are also written outside of formulas, where nothing marks one. */
export const isCommand = (name: string): boolean =>
  Object.hasOwn(SYMBOLS, name) ||
  WRAPPERS.has(name) ||
  LOOKS.has(name) ||
  Object.hasOwn(ACCENTS, name) ||
  SILENT.has(name) ||
  OPERATIONS.has(name);

/** Those with two arguments, roots and vectors. */
const OPERATIONS = new Set(
  'frac dfrac tfrac cfrac binom dbinom tbinom sqrt vec overrightarrow'.split(' '),
);
