// @ts-check
/**
 * The types of the contract by short names. `contract` is generated from openapi.yaml when the types are checked.
 *
 * @typedef {import("./contract").components["schemas"]} Schemas
 * @typedef {Schemas["Card"]} Card
 * @typedef {Schemas["CardContact"]} CardContact
 * @typedef {Schemas["CardReference"]} CardReference
 * @typedef {Schemas["IncidentSummary"]} IncidentSummary
 * @typedef {Schemas["Line"]} Line
 * @typedef {Schemas["LinePage"]} LinePage
 * @typedef {Schemas["PromiseView"]} PromiseView
 * @typedef {Schemas["ApprovalView"]} ApprovalView
 * @typedef {Schemas["HandoffView"]} HandoffView
 * @typedef {Schemas["LookupAnswer"]} LookupAnswer
 * @typedef {Schemas["LookupMatch"]} LookupMatch
 * @typedef {Schemas["Money"]} Money
 * @typedef {Schemas["TrackingLinkView"]} TrackingLink
 * @typedef {Schemas["Problem"]} Problem
 *
 * @typedef {object} Session
 * @property {string} name
 * @property {string} agent
 * @property {string[]} channels
 * @property {string[]} teams
 * @property {string[]} locations
 * @property {string[]} scopes
 * @property {string} antiforgery
 * @property {string} expiresAt
 * @property {number} idleSeconds
 */
export {};
