// npm run icons: draws the icon in every size and wraps it for each platform: PNG for Linux, ICO for Windows, ICNS for
// macOS. Both wrappers hold PNG files behind a small directory.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { chromiumOptions } from "./browser.mjs";

const folder = fileURLToPath(new URL("../resources/icons/", import.meta.url));
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Type codes of an ICNS file by pixel size; the @2x ones repeat a size. */
const ICNS = { 16: "icp4", 32: "icp5", 64: "icp6", 128: "ic07", 256: "ic08", 512: "ic09", 1024: "ic10" };
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];

const browser = await chromium.launch(chromiumOptions());
const svg = readFileSync(`${folder}icon.svg`, "utf8");
const png = new Map();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  png.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

mkdirSync(`${folder}linux`, { recursive: true });
for (const size of [16, 32, 48, 64, 128, 256, 512])
  writeFileSync(`${folder}linux/${size}x${size}.png`, png.get(size));
writeFileSync(`${folder}icon.ico`, ico(ICO_SIZES.map((size) => ({ size, data: png.get(size) }))));
writeFileSync(
  `${folder}icon.icns`,
  icns(Object.entries(ICNS).map(([size, type]) => ({ type, data: png.get(Number(size)) }))),
);

function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let at = head.length;
  for (const [i, { size, data }] of images.entries()) {
    const entry = 6 + 16 * i;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(data.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += data.length;
  }
  return Buffer.concat([head, ...images.map(({ data }) => data)]);
}

function icns(images) {
  const parts = images.map(({ type, data }) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "latin1");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
