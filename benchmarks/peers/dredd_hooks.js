// What dredd needs to be told of this contract: who asks, which ids stand for the examples', and which of two statuses comes.
// The people are in `people.json` of the folder where dredd runs.
const fs = require('fs');
const hooks = require('hooks');

const people = JSON.parse(fs.readFileSync('people.json', 'utf-8'));
const EXAMPLE_CLIENTS = /5b9cb5db-8d14-4f0a-b6c7-0e9a2d4f6138|client-123/g;
const TWO_STATUSES = new Set(
  ['company', 'search-history', 'webhook-workbench', 'territory-workbench/companies', 'settings/url', 'settings/agent',
    'settings/sdr-ai', 'campaigns', 'maintenance/bugs', 'maintenance/enhancements'].map((each) => `/api/${each}`),
);
const held = {};

async function call(base, method, path, body) {
  const headers = { 'Content-Type': 'application/json', Authorization: held.bearer || '' };
  const answer = await fetch(base + path, { method, headers, body: JSON.stringify(body) });
  return answer.json();
}

async function tokens(base, person) {
  const { username, password } = people[person];
  return (await call(base, 'POST', '/auth', { username, password })).tokens;
}

async function prepared(base) {
  held.admin = `Bearer ${(await tokens(base, 'admin')).accessToken}`;
  held.newcomer = `Bearer ${(await tokens(base, 'newcomer')).accessToken}`;
  const own = await tokens(base, 'owner');
  held.refresh = own.refreshToken;
  held.bearer = `Bearer ${own.accessToken}`;
  held.company = (await call(base, 'GET', '/company')).company.id;
}

// What the examples name, with every field that they show; what a transaction removes is made anew for the next.
async function records(base) {
  const acme = { companyURL: 'https://acme.com', description: 'Enterprise client for B2B leads' };
  const { client } = await call(base, 'POST', '/clients', { clientName: 'Dredd client', ...acme });
  const lead = (name) => ({
    client_id: client.client_id,
    firstName: name,
    lastName: 'Lee',
    email: `${name}@dredd.example`,
    companyName: 'Acme Corp',
    companyDomain: 'acme.com',
    title: 'VP Engineering',
    linkedinUrl: `https://linkedin.com/in/${name}lee`,
    notes: 'noted',
  });
  const one = (await call(base, 'POST', '/leads', lead('ann'))).lead;
  const two = (await call(base, 'POST', '/leads', lead('bob'))).lead;
  const wanted = { searchName: 'Dredd search', searchDescription: 'All of it', client_id: client.client_id };
  const search = (await call(base, 'POST', '/search-history', wanted)).searchHistory;
  const task = { taskId: 'enrich', payload: { leadId: one.id, services: ['companyUrl'] } };
  const run = await call(base, 'POST', '/trigger', task);
  const scrape = await call(base, 'POST', '/start-lead-scrape-complete', { client_id: client.client_id, maxLeads: 1 });
  return { client, one, two, search, run: run.runId, scrape: scrape.runId };
}

function placed(text, own) {
  return text
    .replace(EXAMPLE_CLIENTS, own.client.client_id)
    .replace(/edd5c738-2b6f-4a1e-9c40-7f5d3e8b1a26/g, own.client.id)
    .replace(/0f7d2c61-5a3e-4b98-8e17-d4c6b2a09f53/g, own.one.id)
    .replace(/c81e4b70-96d2-4f35-a0b8-3e7f1d5c2a94/g, own.two.id)
    .replace(/7a60f1d3-4c2b-4e89-b5f7-91d0c3e8a246/g, own.search.id)
    .replace(/company-1771234567890/g, held.company)
    .replace(/your@email.com/g, people.owner.username)
    .replace(/YourPassword/g, people.owner.password)
    .replace(/eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0/g, held.refresh);
}

// Where the contract leaves 200 and 201 open, this API answers one of them.
function other(path, method, status) {
  if (path === '/api/agent-api-keys') return status === '201';
  return method === 'POST' && status === '200' && TWO_STATUSES.has(path);
}

function credentials(path, method) {
  if (path.includes('-leads/list')) return { 'x-api-key': people.owner.api_key, 'x-user-id': people.owner.user_id };
  if (path.startsWith('/api/admin/')) return { Authorization: held.admin };
  const founding = method === 'POST' && (path === '/api/company' || path.startsWith('/api/settings/'));
  return { Authorization: founding ? held.newcomer : held.bearer };
}

async function right(transaction, base) {
  const { fullPath: path, request } = transaction;
  const own = held.records || await records(base);
  held.records = request.method === 'DELETE' ? null : own;
  const run = path.startsWith('/api/lead-generation-status') ? own.scrape : own.run;
  Object.assign(request.headers, credentials(path, request.method));
  transaction.fullPath = placed(path, own).replace(/run_cm9x2k7q40001/, run);
  request.body = placed(request.body || '', own);
}

hooks.beforeEach((transaction, done) => {
  const wanted = transaction.expected.statusCode;
  const base = `${transaction.protocol}//${transaction.host}:${transaction.port}/api`;
  if (wanted === '401') done(); // no credentials, or the examples' own, is just what is refused
  else if (other(transaction.fullPath, transaction.request.method, wanted)) {
    transaction.skip = true;
    done();
  } else {
    Promise.resolve(held.bearer || prepared(base))
      .then(() => right(transaction, base))
      .catch((refused) => { transaction.fail = `not to be prepared: ${refused}`; })
      .then(() => done());
  }
});
