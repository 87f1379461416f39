import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` finds the server.
const server = process.env['CARAVAN_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'target/classes/ui',
    emptyOutDir: true,
    manifest: true,
    // Everything comes as a file: the page's policy lets no script or style stand in it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/login', '/logout', '/setup', '/invitation', '/password', '/style.css'].map((path) => [
        path,
        { target: server, changeOrigin: false },
      ]),
    ),
  },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    reporters: ['default', ['junit', { outputFile: 'target/surefire-reports/TEST-unit.xml', suiteName: 'web' }]],
  },
});
