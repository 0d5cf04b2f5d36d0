// The self-contained server brings its code but not the files that browsers ask for; with these beside it, it runs alone.
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = here('.next/standalone/apps/web/');
cpSync(here('.next/static'), `${server}.next/static`, { recursive: true });
if (existsSync(here('public'))) cpSync(here('public'), `${server}public`, { recursive: true });
