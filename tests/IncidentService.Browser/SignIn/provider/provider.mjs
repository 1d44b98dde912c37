// A certified OpenID Provider (npm: oidc-provider) with its own pages for the login and the consent. As the standard says, its tokens name
// the subject alone; the rest is told on request. It listens on a free port, prints its address, and learns by PUT /client where the
// desk is.
import http from "node:http";
import Provider from "oidc-provider";

const people = {
  ana: { name: "Ana Ruiz", roles: ["desk-agent", "visitor"], channels: "phone chat" },
  guest: { name: "Guest" },
};

let answer = (request, response) => response.writeHead(503).end();

const server = http.createServer((request, response) => {
  if (request.method !== "PUT") return answer(request, response);
  let redirect = "";
  request.on("data", (part) => (redirect += part));
  request.on("end", () => {
    answer = providerFor(redirect).callback();
    response.writeHead(204).end();
  });
});

const issuer = () => `http://localhost:${server.address().port}`;

const providerFor = (redirect) => new Provider(issuer(), {
  clients: [{ client_id: "desk", client_secret: "secret-of-the-desk", redirect_uris: [redirect] }],
  claims: { openid: ["sub"], profile: ["name"], desk: ["roles", "channels"] },
  scopes: ["openid", "profile", "desk"],
  cookies: { keys: ["test"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});

server.listen(0, "127.0.0.1", () => console.log(issuer()));
