const isColourful = process.stdout.isTTY && !process.env.NO_COLOR;
const colours = { server: 36, page: 35, types: 33, dev: 32 };
const nameWidth = 6;

/** Prints a line under the name of who says it. */
export function print(name, line) {
  const label = name.padEnd(nameWidth);
  process.stdout.write(
    `${isColourful ? `\u001b[${colours[name]}m${label} │\u001b[0m` : `${label} |`} ${line}\n`,
  );
}

/**
 * Gives each whole line of a program's output to `onLine`.
 * @param {import('node:child_process').ChildProcess} child with its output in pipes
 * @param {(line: string) => void} onLine without its end
 */
export function readLines(child, onLine) {
  for (const stream of [child.stdout, child.stderr]) {
    let partial = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
      const lines = (partial + chunk).split(/\r?\n/u);
      partial = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    stream.on('end', () => {
      if (partial !== '') onLine(partial);
    });
  }
}

/** The server's log lines as a terminal shows them; others as they are. Needs the installed packages. */
export async function logFormatter() {
  const { default: pretty } = await import('pino-pretty');
  const format = pretty.prettyFactory({
    singleLine: true,
    ignore: 'pid,hostname',
    colorize: isColourful,
  });
  return (line) => (/^\{"level":\d/u.test(line) ? format(line).trimEnd() : line);
}
