#!/bin/sh
# Makes corpus.json beside it: the printed number as real tools hand it on. Needs root for apt-get, and npm. Not part of CI; its output is committed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
apt-get install -y -qq --no-install-recommends zint zbar-tools python3 lynx w3m html2text python3-vobject python3-icalendar > /dev/null
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --silent turndown@7.2.0 nodemailer@6.9.16 html-to-text@9.0.5 > /dev/null

echo '<html><body><h1>Incident 8675-3091-2374</h1></body></html>' > heading.html
echo '<html><body><p>Your number is <b>8675</b>&#8209;<b>3091</b>&#8209;<b>2374</b>.</p></body></html>' > bold.html
echo '<html><body><p>See <a href="https://shop.example/a">8675-3091-2374</a> please.</p></body></html>' > link.html
echo '<html><body><table border="1"><tr><td>8675</td><td>3091</td><td>2374</td></tr></table></body></html>' > cells.html
cat > tools.mjs <<'JS'
import TurndownService from 'turndown';
import nodemailer from 'nodemailer';
import { convert } from 'html-to-text';
import { readFileSync, writeFileSync } from 'node:fs';
for (const page of ['bold', 'link', 'cells']) {
  const html = readFileSync(`${page}.html`, 'utf8');
  writeFileSync(`turndown-${page}.out`, new TurndownService().turndown(html));
  writeFileSync(`html-to-text-${page}.out`, convert(html));
}
const mail = (name, fields, encoding) => nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  .sendMail({ from: 'desk@help.example', to: 'anna@example.com', textEncoding: encoding, ...fields })
  .then(sent => writeFileSync(`nodemailer-${name}.out`, sent.message.toString().replace(/^[\s\S]*?\r?\n\r?\n/, '')));
await mail('hyphens', { text: 'Grüße! Your number is 8675\u20113091\u20112374.' }, 'quoted-printable');
await mail('long', { text: 'Grüße! ' + 'this line is long, '.repeat(2) + 'and your number is 8675-3091-2374, keep it.' }, 'quoted-printable');
JS
node tools.mjs
cat > tools.py <<'PY'
import datetime, icalendar, vobject
event = icalendar.Event()
event.add('summary', 'You will hear from us about this: the number of your incident is 8675-3091-2374')
open('icalendar-summary.out', 'wb').write(b'\r\n'.join(line for line in event.to_ical().split(b'\r\n') if not line.startswith((b'BEGIN', b'END', b'DTSTAMP'))))
card = vobject.vCard()
card.add('fn').value = 'The desk'
card.add('note').value = 'Please keep this somewhere: the number of your incident is 8675-3091-2374'
open('vobject-note.out', 'w', newline='').write('\r\n'.join(line for line in card.serialize().split('\r\n') if line.startswith((' ', 'NOTE'))))
PY
/usr/bin/python3 tools.py

for page in heading bold link cells; do
  lynx -dump -nomargins "$page.html" > "lynx-$page.out"
  w3m -dump -o display_link_number=1 -cols 60 "$page.html" > "w3m-$page.out"
  html2text -utf8 "$page.html" > "html2text-$page.out"
done
zint -b 20 -d INC867530912374 -o code128.png > /dev/null
zint -b 58 -d 8675-3091-2374 -o qr.png > /dev/null
zint -b 8 -d INC867530912374 -o code39.png > /dev/null
for code in code128 qr code39; do zbarimg -q "$code.png" > "zbarimg-$code.out"; zbarimg -q --xml "$code.png" > "zbarimg-xml-$code.out"; done

/usr/bin/python3 - "$here/corpus.json" <<'PY'
import glob, json, re, subprocess, sys
def version(package): return subprocess.check_output(['dpkg-query', '-W', '-f', '${Version}', package], text=True)
debian = {'lynx': 'lynx', 'w3m': 'w3m', 'html2text': 'html2text', 'zbarimg': 'zbar-tools', 'zbarimg-xml': 'zbar-tools', 'icalendar': 'python3-icalendar', 'vobject': 'python3-vobject'}
# An escape between two digits may have digits of its own.
gap = '(?P<gap%d>(?:=E2=80=91|&#8209;|[^0-9]){0,40}?)'
number = ''.join((gap % place if place else '(?P<gap0>)') + digit for place, digit in enumerate('867530912374'))
folding = ('icalendar', 'vobject') # a line end within a group, in other text
rows = []
for path in sorted(glob.glob('*.out')):
    tool, case = path[:-4].rsplit('-', 1)
    text = open(path, encoding='utf-8', newline='').read().strip('\n')
    found = list(re.finditer(number, text))
    if not found: sys.exit(f'{path} does not hold the number: {text!r}')
    for match in reversed(found):
        filled = ''
        for place in range(12):
            filled += (match.group(f'gap{place}') or '') + '{%d}' % (place + 1)
        for name, first in (('A', 1), ('B', 5), ('C', 9)):
            filled = filled.replace(''.join('{%d}' % digit for digit in range(first, first + 4)), '{%s}' % name)
        text = text[:match.start()] + filled.replace('{A}{B}{C}', '{N}') + text[match.end():]
    npm = json.load(open('package.json'))['dependencies']
    which = f'{tool} {npm[tool]}' if tool in npm else f'{tool} {version(debian[tool])}'
    rows.append({'kind': 'made by the tool', 'tool': f'{which}, {case}', 'template': text, 'outcome': 'confirm' if tool in folding else 'certain'})
with open(sys.argv[1], 'w') as corpus:
    corpus.write('[\n' + ',\n'.join('  ' + json.dumps(row) for row in rows) + '\n]\n')
print(len(rows), 'rows')
PY
