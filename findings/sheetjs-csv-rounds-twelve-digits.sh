#!/usr/bin/env bash
# SheetJS (npm xlsx) 0.18.5: sheet_to_csv, and sheet_to_json with raw: false, write a number of twelve digits as 3.10067E+11. They format a cell
# as Excel shows it, and the format General shows eleven digits; an incident, parcel or ticket number of twelve is the first that loses some,
# and nothing says so. The cell itself is whole: exceljs 4.4.0 writes the same workbook's digits, sheet_to_csv does with rawNumbers: true, and
# text cells keep theirs. Such a file cannot be mended by its reader; its writer has to ask for raw numbers.
#
# Needs: Node.js 20 and an npm registry. Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

echo '{ "private": true, "type": "module" }' >package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5 exceljs@4.4.0

cat >write.js <<'PROGRAM'
import exceljs from "exceljs";
import xlsx from "xlsx";

const sheet = xlsx.utils.aoa_to_sheet([["Number"], [10066754965], [310066754965], ["310066754965"]]);
const book = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(book, sheet, "Tickets");
const file = xlsx.write(book, { type: "buffer", bookType: "xlsx" });
const read = xlsx.read(file).Sheets.Tickets;
const workbook = new exceljs.Workbook();
await workbook.xlsx.load(file);

const print = (name, csv) => console.log(`${name}: ${csv.trim().split("\n").join(" ")}`);
print("sheet_to_csv", xlsx.utils.sheet_to_csv(read));
print("sheet_to_csv, rawNumbers", xlsx.utils.sheet_to_csv(read, { rawNumbers: true }));
print("sheet_to_json, raw: false", xlsx.utils.sheet_to_json(read, { raw: false }).map((row) => row.Number).join("\n"));
print("exceljs", (await workbook.csv.writeBuffer()).toString());
PROGRAM

seen=$(node write.js)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
sheet_to_csv: Number 10066754965 3.10067E+11 310066754965
sheet_to_csv, rawNumbers: Number 10066754965 310066754965 310066754965
sheet_to_json, raw: false: 10066754965 3.10067E+11 310066754965
exceljs: Number 10066754965 310066754965 310066754965
EXPECTED
