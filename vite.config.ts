// Builds the interface: one page, one script, one style sheet, fonts beside them. Nothing is inlined: the content security
// policy allows no script or style but files of our own.

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  base: "./",
  build: {
    target: "chrome140",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    sourcemap: false,
    chunkSizeWarningLimit: 2_000,
  },
});
