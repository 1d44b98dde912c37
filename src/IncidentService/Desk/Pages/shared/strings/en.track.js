/** Texts of the customer's page. @type {Record<string, string>} */
export default {
  "title": "Your problem, by its number",
  "lead": "The number that you were given is good everywhere: on the phone, in every store, by e-mail and in chat. Quote it, and whoever answers knows the whole story.",
};
