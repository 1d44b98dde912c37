// Draws both codes of a slip as a 203 dpi receipt printer does, three dots a module, into the middle of black paper: without their own
// quiet zones no reader finds them. node draw.js ADDRESS BARCODE
import { writeFileSync } from 'node:fs';

globalThis.self = globalThis; // as in browsers
const { qrCode, code128 } = await import('./desk/slip/codes.js');

const dots = 3;
const margin = 30;

function draw(code, file) {
  const [width, height] = [code.width * dots + 2 * margin, code.height * dots + 2 * margin];
  const paper = Buffer.alloc(width * height);
  const fill = (x, y, w, h, shade) => {
    for (let row = y * dots; row < (y + h) * dots; row++) {
      const from = (row + margin) * width + margin + x * dots;
      paper.fill(shade, from, from + w * dots);
    }
  };
  fill(0, 0, code.width, code.height, 255);
  for (const [, x, y, w, h, back] of code.path.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z/g)) {
    if (w !== back) throw new Error(`No rectangle: ${w} and ${back} modules wide`);
    fill(Number(x), Number(y), Number(w), Number(h), 0);
  }

  writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), paper]));
}

const [, , address, bars] = process.argv;
draw(qrCode(address), 'qr.pgm');
const barcode = code128(bars);
draw(barcode, 'bars.pgm');
console.log(barcode.width);
