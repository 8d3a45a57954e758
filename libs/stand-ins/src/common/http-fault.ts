/**
 * What an HTTP stand-in does wrong, as one word (it is also the `--fault` of the command line):
 *
 * `slow` answers correctly but slowly · `silent` takes the request and never answers · `stall` stops in the middle and
 * keeps the connection open · `cut` breaks the connection in the middle · `wrong-content-type` claims to be something
 * else · `garbage` answers 200 with what no parser takes · `split-utf8` ends chunks inside characters · three digits:
 * that HTTP status.
 */
export type HttpFault =
  | 'slow'
  | 'silent'
  | 'stall'
  | 'cut'
  | 'wrong-content-type'
  | 'garbage'
  | 'split-utf8'
  | `${number}`;

/** The status that `fault` stands for; undefined when it is not one. */
export function statusOfFault(fault: string | undefined): number | undefined {
  return fault !== undefined && /^\d{3}$/u.test(fault) ? Number(fault) : undefined;
}
