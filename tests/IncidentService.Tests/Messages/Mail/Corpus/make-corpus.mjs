// Makes the mails beside it with nodemailer 10.6.1 (npm install nodemailer; node make-corpus.mjs). All people and texts are invented.
import { writeFileSync } from "node:fs";
import nodemailer from "nodemailer";

const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: "windows" });
const anna = '"Anna Example" <anna@example.com>';
const photo = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const mails = {
  "plain": { text: "My oven is cold." },
  "quoted-printable": { text: "Mein Ofen heizt nicht — seit heute früh.", encoding: "quoted-printable", textEncoding: "quoted-printable" },
  "base64": { text: "オーブンが冷たい。", textEncoding: "base64" },
  "html-only": { html: "<p>My oven is <b>cold</b>.</p><script>void 0</script>" },
  "text-and-html": { text: "My oven is cold.", html: "<p>My oven is cold.</p>" },
  "picture-only": { attachments: [{ filename: "oven.png", content: photo }] },
  "inline-picture": { html: '<p>See <img src="cid:oven"></p>', attachments: [{ filename: "oven.png", content: photo, cid: "oven" }] },
  "calendar": { text: "Shall we meet?", icalEvent: { method: "REQUEST", content: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n" } },
  "attached-mail": { text: "See the mail.", attachments: [{ contentType: "message/rfc822", content: "Subject: Inner\r\n\r\nInner text\r\n" }] },
  "names-in-other-scripts": { text: "Guten Tag", from: '"Ännchen Größe" <anna@example.com>', subject: "Größe & Übersicht 🙂" },
  "no-sender": { text: "Who am I?", from: undefined },
  "unusable-sender": { text: "Call me", from: "undisclosed-sender:;" },
  "several-senders": { text: "We write together", from: [anna, "bob@example.com"] },
  "no-text": { subject: "Only a subject" },
  "control-characters": { text: "Bell \u0007 and \u0013 here" },
  "long-subject": { text: "Long", subject: "word ".repeat(80).trim() },
  "long-text": { text: "A line of the text.\n".repeat(1500) },
  "out-of-office": { text: "I am away.", headers: { "Auto-Submitted": "auto-replied" }, subject: "Automatic reply: Oven" },
  "calendar-zone-and-list": { text: "News", list: { unsubscribe: "https://example.com/leave" } },
};

for (const [name, mail] of Object.entries(mails)) {
  const sent = await transport.sendMail({
    from: anna, to: "help@example.com", subject: "My oven", date: new Date("2026-11-21T09:30:00Z"), messageId: `<${name}@example.com>`,
    envelope: { from: "anna@example.com", to: "help@example.com" }, boundaryPrefix: "part", ...mail });
  writeFileSync(new URL(name + ".eml", import.meta.url), sent.message);
}
