module.exports = { incidents: { input: process.env.CONTRACT, output: { target: "client.ts", client: "fetch" } } };
