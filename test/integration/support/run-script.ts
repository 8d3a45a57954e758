import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const LIBRARY = path.join(__dirname, '../../../scripts/lib');

/**
 * Runs the lines of a program over what a file of scripts/lib exports, which are modules that Jest does not load. They find
 * `input` as JSON gave it and call `answer`, whose argument comes back the same way.
 */
export function runOverScript<T>(
  file: string,
  names: readonly string[],
  lines: string,
  input: unknown = null,
): T {
  const args = argumentsOf(file, names, lines, input);
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as T;
}

/** The same while it goes on. What it prints is dropped. */
export function startOverScript(
  file: string,
  names: readonly string[],
  lines: string,
  input: unknown = null,
): ChildProcess {
  return spawn(process.execPath, argumentsOf(file, names, lines, input), { stdio: 'ignore' });
}

function argumentsOf(
  file: string,
  names: readonly string[],
  lines: string,
  input: unknown,
): readonly string[] {
  const url = pathToFileURL(path.join(LIBRARY, file)).href;
  const program = `
    import { ${names.join(', ')} } from ${JSON.stringify(url)};
    const input = JSON.parse(process.argv[1]);
    const answer = (value) => console.log(JSON.stringify(value));
    ${lines}
  `;
  return ['--input-type=module', '--eval', program, JSON.stringify(input)];
}
