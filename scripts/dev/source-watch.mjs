import { readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors write a file in several steps, and "save all" writes many. */
const settleMs = 40;

const foldersUnder = (folder) => [
  folder,
  ...readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
];

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name));

/**
 * Tells of files that change, appear or go anywhere below some folders, those of one moment together. A watcher per folder rather
 * than a recursive one, which on Linux loses files that an editor replaces.
 * @param {string[]} roots
 * @param {(paths: string[]) => void} onChange
 * @returns {() => void} ends it
 */
export function watchSources(roots, onChange) {
  const watchers = new Map();
  const changed = new Set();
  let timer;
  const note = (path) => {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...changed];
      changed.clear();
      onChange(paths);
    }, settleMs);
  };
  const forget = (folder) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder) => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (_event, name) => {
      if (name !== null) look(join(folder, name));
    });
    // A folder that goes away; its files are told of by themselves.
    watcher.on('error', () => forget(folder));
    watchers.set(folder, watcher);
  };
  const look = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) forget(path);
    if (!found?.isDirectory()) return note(path);
    for (const folder of foldersUnder(path)) {
      add(folder);
      for (const file of filesIn(folder)) note(file);
    }
  };
  for (const root of roots) for (const folder of foldersUnder(root)) add(folder);
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}
