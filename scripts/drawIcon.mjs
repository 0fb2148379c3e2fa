/** Draws media/icon.png from media/source/icon.svg with Chromium. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { browserOptions } from './lib/hosts/browser.mjs';
import { parts } from './lib/provision/debian.mjs';
import { root } from './lib/root.mjs';

const size = 256;
const svg = readFileSync(path.join(root, 'media/source/icon.svg'), 'utf8');
const browser = await chromium.launch(browserOptions(parts.chromium.find()));
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(
  `<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
);
await page.screenshot({ path: path.join(root, 'media/icon.png'), omitBackground: true });
await browser.close();
