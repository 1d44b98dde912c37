#!/usr/bin/env bash
# ZBar (zbar-wasm 0.11.0, as zbarimg 0.23.92) hands on the text of a bar code with characters that are not its data, and without those that
# say what kind of code it is:
# - Codabar: the start and stop letters stay, and so does a check character, which is often none of the digits.
# - Code 39 and ITF: a check character, which is optional there, stays and is not verified. For a number of digits it is often one more digit.
# - GS1-128 and GS1 QR codes: the first FNC1, which alone tells them from ordinary ones, leaves no trace (a hand scanner sends ]C1, ]Q3), so
#   that the application identifier (21) is two more digits. Only a separator between two elements comes through, as GS (U+001D).
# Whoever reads a number of fixed length from such a code has to expect letters around it, and digits before and behind it.
#
# Needs: Node.js 20 and an npm registry. Draws the codes with bwip-js 4.11.4. Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

echo '{ "private": true, "type": "module" }' >package.json
npm install --silent --no-audit --no-fund @undecaf/zbar-wasm@0.11.0 bwip-js@4.11.4 pngjs@7.0.0

cat >read.js <<'PROGRAM'
import bwip from "bwip-js/node";
import { PNG } from "pngjs";
import { scanImageData } from "@undecaf/zbar-wasm";

const codes = [
  ["Codabar", "rationalizedCodabar", { text: "A310066754965B" }],
  ["Codabar with a check character", "rationalizedCodabar", { text: "A310066754965B", includecheck: true }],
  ["Code 39", "code39", { text: "310066754965" }],
  ["Code 39 with a check character", "code39", { text: "310066754965", includecheck: true }],
  ["GS1-128, (21)", "gs1-128", { text: "(21)310066754965" }],
  ["GS1-128, (21) and (10)", "gs1-128", { text: "(21)310066754965(10)7" }],
  ["GS1 QR code, (01), (21) and (10)", "gs1qrcode", { text: "(01)03453120000011(21)310066754965(10)7" }],
];
for (const [name, bcid, options] of codes) {
  const image = await bwip.toBuffer({
    bcid, scale: 3, height: 12, paddingwidth: 15, paddingheight: 10, backgroundcolor: "FFFFFF", ...options,
  });
  const { data, width, height } = PNG.sync.read(image);
  const found = await scanImageData({ data: new Uint8ClampedArray(data), width, height });
  console.log(`${name}: ${found.map((code) => JSON.stringify(code.decode())).join(" ")}`);
}
PROGRAM

seen=$(node read.js)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
Codabar: "A310066754965B"
Codabar with a check character: "A310066754965$B"
Code 39: "310066754965"
Code 39 with a check character: "3100667549659"
GS1-128, (21): "21310066754965"
GS1-128, (21) and (10): "21310066754965\u001d107"
GS1 QR code, (01), (21) and (10): "010345312000001121310066754965\u001d107"
EXPECTED
