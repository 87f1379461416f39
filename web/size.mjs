// Fails the build where a first visit would load too much: the page, and what it needs before anything is shown.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FOLDER = 'target/classes/ui/';
const MOST = 400 * 1024;
const FIRST_PAGES = ['src/home/HomePage.tsx', 'src/segments/SegmentsPage.tsx', 'src/journeys/JourneysPage.tsx'];

const manifest = JSON.parse(readFileSync(`${FOLDER}.vite/manifest.json`, 'utf8'));

/** The files of a part, and of all that it imports. */
function files(part, found = new Set()) {
  const { file, css = [], imports = [] } = manifest[part];
  if (!found.has(file)) {
    [file, ...css].forEach((it) => found.add(it));
    imports.forEach((it) => files(it, found));
  }
  return found;
}

const compressed = (file) => gzipSync(readFileSync(FOLDER + file)).length;

for (const page of FIRST_PAGES.filter((it) => it in manifest)) {
  const loaded = [...files('index.html'), ...files(page)];
  const size = [...new Set(loaded)].reduce((sum, file) => sum + compressed(file), 0);
  console.log(`${page}: ${Math.round(size / 1024)} KB of at most ${MOST / 1024} on a first visit, compressed`);
  if (size > MOST) {
    process.exitCode = 1;
  }
}
