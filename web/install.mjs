// Installs exactly the libraries that package-lock.json names, unless they are there already.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const wanted = readFileSync('package-lock.json', 'utf8');
const stamp = 'node_modules/.installed-lock';

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  execFileSync('npm', ['ci', '--prefer-offline', '--no-progress', '--loglevel=error'], { stdio: 'inherit' });
  writeFileSync(stamp, wanted);
}
