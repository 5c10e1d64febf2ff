import { defineConfig } from 'vite';

export default defineConfig({
  // Works from any folder of any server.
  base: './',
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022' },
});
